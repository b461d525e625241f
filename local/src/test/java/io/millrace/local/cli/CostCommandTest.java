package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.assembly.AssemblyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CostCommandTest {
    @TempDir
    private Path directory;

    @Test
    void theTableNamesCountsPricesTheChangeAndWhatIsMissing() {
        Path before = assembly("before", "'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}}");
        Path after = assembly("after", """
                'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 3}},
                'Table': {'Type': 'AWS::DynamoDB::Table', 'Properties': {}},
                'Secret': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {}}""");
        StringWriter out = new StringWriter();

        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("cost", "--app", after.toString(), "--against", before.toString());

        assertThat(code).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsSubsequence(
                        "STACK CHARGED FOR NUMBER USD/MONTH",
                        "shop shards 3 32.85",
                        "shop secrets 1 0.40",
                        "total 33.25",
                        "change +11.35",
                        "by use: 0.015 USD a GB written to shards in records of 1 KB",
                        "not in the total: 1 AWS::DynamoDB::Table")
                .anyMatch(line -> line.matches("stage .*, idle, in us-east-1, prices of 20[-0-9]+"))
                .anyMatch(line -> line.startsWith("price source: https://"));
    }

    @Test
    void countsAreOfTheTemplateWithItsValues() throws IOException {
        Path app = new AssemblyFiles(directory.resolve("app/cdk.out"))
                .oneStack("""
                        {
                          'Parameters': {'Size': {'Type': 'Number'}, 'Spare': {'Type': 'String', 'Default': 'no'}},
                          'Conditions': {'Spare': {'Fn::Equals': [{'Ref': 'Spare'}, 'yes']}},
                          'Resources': {
                            'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': {'Ref': 'Size'}}},
                            'Key': {'Type': 'AWS::KMS::Key', 'Condition': 'Spare'},
                            'Reader': {'Type': 'AWS::Kinesis::StreamConsumer', 'Properties': {
                              'StreamARN': {'Fn::GetAtt': ['Orders', 'Arn']}, 'ConsumerName': {'Ref': 'Size'}}}}}
                        """, "none.jar")
                .directory();

        assertThat(cost("--app", app.toString()))
                .contains(
                        "total 0.00",
                        "not in the total: 1 AWS::Kinesis::Stream whose ShardCount is not known",
                        "not in the total: 1 AWS::Kinesis::StreamConsumer of a stream whose size is not known");
        assertThat(cost("--app", app.toString(), "--parameter", "Size=4", "--parameter", "Spare=yes"))
                .contains("shop shards 4 43.80", "shop shards of fan-out consumers 4 43.80", "shop KMS keys 1 1.00");

        Files.writeString(directory.resolve("app/millrace.local.json"), "{\"parameters\": {\"Size\": 2}}");
        assertThat(cost("--app", app.toString()))
                .contains("shop shards 2 21.90")
                .noneMatch(line -> line.contains("KMS"));
    }

    private static List<String> cost(String... options) {
        StringWriter out = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("cost"));
        arguments.addAll(List.of(options));
        int code = Main.commandLine().setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new));
        assertThat(code).isZero();
        return out.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void scriptsReadJson() throws IOException {
        Path app = assembly("app", "'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}}");
        StringWriter out = new StringWriter();

        int code = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("cost", "--app", app.toString(), "--region", "us-east-1", "-o", "json");

        assertThat(code).isEqualTo(CommandLine.ExitCode.OK);
        JsonNode cost =
                new ObjectMapper().readTree(out.toString()).path("stages").get(0);
        assertThat(cost.get("lines"))
                .hasToString("[{\"stack\":\"shop\",\"item\":\"SHARD\",\"count\":2,\"usdAMonth\":21.9}]");
        assertThat(cost.get("usdAMonth").asDouble()).isEqualTo(21.9);
    }

    @Test
    void aRegionWithoutPricesFails() {
        Path app = assembly("app", "'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {}}");
        StringWriter err = new StringWriter();

        int code = Main.commandLine()
                .setErr(new PrintWriter(err))
                .execute("cost", "--app", app.toString(), "--region", "mars-1");

        assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString())
                .startsWith("millrace: region must be one of those in the price table (us-east-1), got 'mars-1'");
    }

    private Path assembly(String name, String resources) {
        return new AssemblyFiles(directory.resolve(name))
                .oneStack("{'Resources': {%s}}".formatted(resources), "none.jar")
                .directory();
    }
}
