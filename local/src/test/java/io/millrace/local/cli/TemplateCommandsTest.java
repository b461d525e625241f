package io.millrace.local.cli;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.cloudformation.TemplateAssembly;
import io.millrace.assembly.cloudformation.TestTemplate;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands with a plain template in place of a cloud assembly. */
class TemplateCommandsTest {
    private static final String STREAM = "%s%n  %s: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}%n";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    private final StringWriter output = new StringWriter();
    private final StringWriter error = new StringWriter();

    private Path template;
    private Path jar;

    @BeforeEach
    void writeFiles() throws IOException {
        template = TestTemplate.copy("lottery.yml", directory);
        jar = Files.writeString(directory.resolve("job.jar"), "code");
    }

    @Test
    void costReadsATemplateAndComparesItWithAnother() throws IOException {
        Path cheaper = Files.writeString(
                directory.resolve("cheaper.yml"),
                Files.readString(template).replaceFirst("(?s)  Rejected:.*?\n\n", "\n"));

        int code = run("cost", "--template", template.toString(), "--against", cheaper.toString());

        assertThat(code).as(error.toString()).isZero();
        assertThat(output.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("change +10.95");
    }

    @Test
    void checkStateComparesTwoTemplatesWithTheirCode() {
        int code = run(
                "local",
                "check-state",
                "--template",
                template.toString(),
                "--jar",
                "Lottery=" + jar,
                "--parameter",
                "CodeKey=only-in-the-new-one.jar",
                "--parameter",
                "DepotName=only-in-the-old-one",
                "--against",
                TestTemplate.copy("parcels.yaml", directory).toString(),
                "--against-jar",
                jar.toString());

        assertThat(code).isEqualTo(1);
        assertThat(output.toString())
                .isEqualTo("lottery-Counter: it is not in the new assembly, so all of its state would be lost"
                        + System.lineSeparator());
    }

    @Test
    void aParameterOfAComparisonMustBeInOneOfTheTemplates() throws IOException {
        Path larger = Files.writeString(
                directory.resolve("larger.yml"),
                Files.readString(template).replaceFirst("(?m)^Parameters:$", "Parameters:\n  Later: {Type: String}"));
        String[] cost = {"cost", "--template", larger.toString(), "--against", template.toString(), "--parameter"};

        assertThat(run(with(cost, "Later=1"))).as(error.toString()).isZero();
        assertThat(run(with(cost, "Earlier=1"))).isEqualTo(1);
        assertThat(error.toString()).contains("--parameter must name a parameter of a stack, got 'Earlier'");
    }

    @Test
    void checkStateNeedsSomethingToCompareWith() {
        int code = run("local", "check-state", "--template", template.toString());

        assertThat(code).isEqualTo(2);
        assertThat(error.toString()).startsWith("--against must name the assembly whose state must be kept");
    }

    @Test
    void mistakesOfTheTemplateAreTheFailure() throws IOException {
        Files.writeString(template, "Resources: {A: {Type: !Reff B}}");

        int code = run("local", "up", "--template", template.toString(), "--code", "A=" + jar);

        assertThat(code).isEqualTo(1);
        assertThat(error.toString())
                .startsWith(
                        "millrace: template " + template + " cannot be used:\n- line 1, column 23: unknown short form");
    }

    @Test
    void aTemplateAndAnAssemblyExcludeEachOther() {
        assertThat(run("local", "up", "--template", "a.yml", "--app", "cdk.out"))
                .isEqualTo(2);
        assertThat(error.toString()).contains("--app and --template must not be given together");
    }

    @Test
    void aJarAloneIsThatOfTheOnlyApplication() {
        // the limits of an application are checked once its jar is known
        assertThat(run(
                        "local",
                        "up",
                        "--template",
                        template.toString(),
                        "--jar",
                        jar.toString(),
                        "--quota",
                        "parallelism=1"))
                .isEqualTo(1);
        assertThat(error.toString()).contains("parallelism").doesNotContain("--jar");
    }

    @Test
    void aJarAloneNeedsExactlyOneApplication() throws IOException {
        Path two = Files.writeString(
                directory.resolve("two.yml"),
                "Resources: {A: {Type: AWS::KinesisAnalyticsV2::Application}, B: {Type: AWS::KinesisAnalyticsV2::Application}}");

        assertThat(run("local", "up", "--template", two.toString(), "--jar", jar.toString()))
                .isEqualTo(1);
        assertThat(error.toString())
                .isEqualTo(
                        "millrace: --jar must be APP=FILE unless there is one application, got '%s'; APP is one of: A, B%n"
                                .formatted(jar));
    }

    @Test
    void theFileOfGivenValuesBesideATemplateIsRead() throws IOException {
        Path shop = TestTemplate.write(directory.resolve("shop.yml"), """
                Parameters: {Size: {Type: Number}}
                Resources: {Orders: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: !Ref Size}}}
                """);

        assertThat(run("local", "up", "--template", shop.toString())).isEqualTo(1);
        assertThat(error.toString()).contains("--parameter Size=VALUE");

        Files.writeString(directory.resolve("millrace.local.json"), "{\"parameters\": {\"Size\": 2}}");
        assertThat(run("local", "up", "--template", shop.toString())).isEqualTo(1);
        assertThat(error.toString())
                .endsWith("stage shop must have an application that runs here; --streams-only starts its" + " streams"
                        + System.lineSeparator());
    }

    @Test
    void aWatchFollowsTheTemplate() throws Exception {
        Path watched = stream("Orders");
        Path state = directory.resolve("state");
        Path assembly = directory.resolve("assembly");
        new TemplateAssembly("shop", watched).write(assembly);
        CompletableFuture<Void> watch;
        try (LocalStage stage =
                LocalStage.builder(assembly).stateDirectory(state).start()) {
            watch = runAsync(() ->
                    run("local", "update", "--watch", "--template", watched.toString(), "--state", state.toString()));
            await().atMost(TIMEOUT).until(() -> output.toString().contains("nothing changed"));

            Files.writeString(watched, "Resources: {");
            await().atMost(TIMEOUT).until(() -> error.toString().contains("must be valid YAML"));
            stream("Orders", "Bills");
            await().atMost(TIMEOUT).until(() -> error.toString().contains("created stream shop-Bills (1 shard)"));
            Path nested =
                    TestTemplate.write(directory.resolve("nested.yml"), STREAM.formatted("Resources:", "Refunds"));
            TestTemplate.write(
                    watched,
                    Files.readString(watched)
                            + "  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: nested.yml}}");
            await().atMost(TIMEOUT).until(() -> error.toString().contains("Refunds (1 shard)"));
            TestTemplate.write(nested, STREAM.formatted("Resources:", "Returns"));
            await().atMost(TIMEOUT).until(() -> error.toString().contains("Returns (1 shard)"));
            assertThat(stage.applications()).isEmpty();
        }
        watch.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        assertThat(output.toString().lines()).as("its own writing is no change").containsOnlyOnce("nothing changed");
    }

    private Path stream(String... ids) {
        StringBuilder resources = new StringBuilder("Resources:\n");
        for (String id : ids) {
            resources.append("  %s: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}%n".formatted(id));
        }
        return TestTemplate.write(directory.resolve("shop.yml"), resources.toString());
    }

    private static String[] with(String[] arguments, String last) {
        return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
    }
}
