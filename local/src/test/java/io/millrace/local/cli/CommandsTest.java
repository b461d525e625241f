package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.AssemblyFiles;
import io.millrace.local.console.StageConsole;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a stage of three streams, without an application. */
class CommandsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path directory;

    private static LocalStage stage;

    @BeforeAll
    static void startStage() {
        Path assembly = new AssemblyFiles(directory.resolve("cdk.out"))
                .oneStack("""
                        {'Resources': {
                          'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}},
                          'Bills': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}},
                          'Copies': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}}
                        }}
                        """, "none.jar")
                .directory();
        stage = LocalStage.builder(assembly).stateDirectory(state()).start();
    }

    @AfterAll
    static void stopStage() {
        stage.close();
    }

    @Test
    void whatIsPutIsTailed() throws IOException {
        Path file = Files.writeString(directory.resolve("bills.txt"), "{\"bill\":1}\n\n{\"bill\":2}\n", UTF_8);

        Result put =
                run("local", "put", "Bills", file.toString(), "--key-field", "bill", "--state", state().toString());
        Result tail = run("local", "tail", "shop-Bills", "--from-start", "--max", "2", "--state", state().toString());

        assertThat(put).isEqualTo(new Result(0, "", "2 records written to shop-Bills\n"));
        assertThat(tail).isEqualTo(new Result(0, "{\"bill\":1}\n{\"bill\":2}\n", "reading shop-Bills\n"));
    }

    @Test
    void tooFewRecordsAreAFailure() {
        Result tail = run("local", "tail", "Orders", "--max", "1", "--timeout", "1s", "--state", state().toString());

        assertThat(tail)
                .isEqualTo(new Result(
                        1, "", "reading shop-Orders\nmillrace: 0 of 1 records arrived in shop-Orders within 1 s\n"));
    }

    @Test
    void withoutACountTheEndOfTheTimeIsNoFailure() {
        Result tail = run("local", "tail", "Orders", "--timeout", "1ms", "--state", state().toString());

        assertThat(tail).isEqualTo(new Result(0, "", "reading shop-Orders\n"));
    }

    @Test
    void aLineThatIsNotUtf8EndsAPutAfterTheGoodLines() throws IOException {
        Path file = Files.write(
                directory.resolve("latin1.txt"), "{\"id\":1}\r\n{\"name\":\"J\u00FCrg\"}\n".getBytes(ISO_8859_1));

        Result put = run("local", "put", "Orders", file.toString(), "--state", state().toString());

        assertThat(put).isEqualTo(new Result(1, "", """
                        1 record written to shop-Orders
                        millrace: line 2 must be UTF-8; convert the file, for example with iconv
                        """));
    }

    @Test
    void aLineWithoutTheKeyFieldEndsAPutAfterTheGoodLines() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.txt"), "{\"id\":1}\nnot json\n{\"id\":3}\n", UTF_8);

        Result put = run("local", "put", "Orders", file.toString(), "--key-field", "id", "--state", state().toString());

        assertThat(put).isEqualTo(new Result(1, "", """
                        1 record written to shop-Orders
                        millrace: line 2 must be JSON with a field 'id'; without --key-field any line can be put
                        """));
    }

    @Test
    void twoWaysToChooseAKeyAreAMistakeOfUse() {
        Result put = run("local", "put", "Orders", "--key-field", "id", "--partition-key", "1");

        assertThat(put.exitCode()).isEqualTo(2);
        assertThat(put.error()).contains("mutually exclusive").contains("Usage: millrace local put");
    }

    @Test
    void anUnknownStreamIsAFailureThatListsTheStreams() {
        Result tail = run("local", "tail", "nothing", "--state", state().toString());

        assertThat(tail).isEqualTo(new Result(1, "", """
                        millrace: no stream is called 'nothing'; the streams are:
                          shop-Orders
                          shop-Bills
                          shop-Copies
                        """));
    }

    @Test
    void statusShowsTheStageAndItsStreams() {
        Result status = run("local", "status", "--state", state().toString());

        assertThat(status.exitCode()).isZero();
        assertThat(status.output())
                .isEqualTo("""
                        stage default: RUNNING (process %d)
                        kinesis: %s
                          shop-Orders
                          shop-Bills
                          shop-Copies
                        APPLICATION  VERSION  STATUS  UPTIME  CHECKPOINTS  RESTARTS  WEB UI
                        """.formatted(ProcessHandle.current().pid(), stage.endpoint()));
    }

    @Test
    void statusAsJsonHasTheStage() throws IOException {
        Result status = run("local", "status", "-o", "json", "--state", state().toString());

        JsonNode reported = JSON.readTree(status.output()).path("stages").path(0);
        assertThat(status.exitCode()).isZero();
        assertThat(status.output().lines()).hasSize(1);
        assertThat(reported.path("stage").asText()).isEqualTo("default");
        assertThat(reported.path("phase").asText()).isEqualTo("RUNNING");
        assertThat(reported.path("processId").asLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(reported.path("servers").path("kinesis").asText())
                .isEqualTo(stage.endpoint().toString());
        assertThat(reported.path("streams"))
                .extracting(stream -> stream.path("name").asText())
                .containsExactly("shop-Orders", "shop-Bills", "shop-Copies");
    }

    @Test
    void recordsAreReportedAsJson() throws IOException {
        Path file = Files.writeString(directory.resolve("one.txt"), "{\"id\":7}\n", UTF_8);

        Result put = run(
                "local",
                "put",
                "Orders",
                file.toString(),
                "--partition-key",
                "k",
                "-o",
                "json",
                "--state",
                state().toString());
        Result tail = run(
                "local",
                "tail",
                "Orders",
                "--from-start",
                "--timeout",
                "2s",
                "-o",
                "json",
                "--state",
                state().toString());

        assertThat(put.output()).isEqualTo("{\"stream\":\"shop-Orders\",\"records\":1}\n");
        JsonNode record = tail.output()
                .lines()
                .map(CommandsTest::json)
                .filter(read -> read.path("text").asText().equals("{\"id\":7}"))
                .findFirst()
                .orElseThrow();
        assertThat(record.path("partitionKey").asText()).isEqualTo("k");
        assertThat(record.path("shard").asText()).startsWith("shardId-");
        assertThat(record.path("bytes").asInt()).isEqualTo(8);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anOperationIsReportedAsJson() {
        Result update = run(
                "local",
                "update",
                "--app",
                directory.resolve("cdk.out").toString(),
                "-o",
                "json",
                "--state",
                state().toString());

        assertThat(update)
                .isEqualTo(new Result(
                        0, "{\"stage\":\"default\",\"operation\":\"update\",\"lines\":[\"nothing changed\"]}\n", ""));
    }

    @Test
    void theHistoryHasTheStart() {
        assertThat(run("local", "history", "--state", state().toString()).output())
                .containsPattern("\\d\\d:\\d\\d:\\d\\d  START DONE  +stage default is running");
        assertThat(run("local", "history", "-o", "json", "--state", state().toString())
                        .output())
                .startsWith("{\"stage\":\"default\",\"events\":[{\"atMillis\":")
                .contains("\"kind\":\"START\",\"outcome\":\"DONE\",\"text\":\"stage default is running\"}");
    }

    @Test
    void everyCommandThatHasAResultTakesJson() {
        assertThat(commands(Main.commandLine())).isNotEmpty().allSatisfy(command -> assertThat(
                        command.getCommandSpec().findOption("-o"))
                .as(command.getCommandSpec().qualifiedName())
                .isNotNull());
    }

    private static List<CommandLine> commands(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? List.of(command)
                : command.getSubcommands().values().stream()
                        .flatMap(sub -> commands(sub).stream())
                        .toList();
    }

    @Test
    void withoutAStageExplainIsAFailure() {
        Result explain = run("local", "explain", "--stage", "none", "-o", "json", "--state", state().toString());

        assertThat(explain)
                .isEqualTo(new Result(
                        1, "", "{\"error\":\"stage 'none' is not running; 'millrace local up' starts one\"}\n"));
    }

    @Test
    void withoutAStageStatusAsJsonIsEmpty(@TempDir Path other) {
        Result status = run("local", "status", "-o", "json", "--state", other.toString());

        assertThat(status).isEqualTo(new Result(1, "{\"stages\":[]}\n", ""));
    }

    @Test
    void aFailureAsJsonIsAnError(@TempDir Path other) {
        Result console = run("console", "-o", "json", "--state", other.toString());

        assertThat(console)
                .isEqualTo(new Result(1, "", "{\"error\":\"no stage has left anything in %s\"}\n".formatted(other)));
    }

    @Test
    void theConsoleOfARunningStageIsNamed() {
        try (StageConsole console = StageConsole.start(stage.directory())) {
            Result named = run("console", "--no-browser", "--state", state().toString());
            Result status = run("local", "status", "--state", state().toString());

            assertThat(named).isEqualTo(new Result(0, "console: %s\n".formatted(console.url()), ""));
            assertThat(status.output()).contains("console: %s\n".formatted(console.url()));
        }

        assertThat(run("local", "status", "--state", state().toString()).output())
                .doesNotContain("console: ");
    }

    @Test
    void thePageFailsInTheWordsOfTheCommands() throws Exception {
        try (StageConsole console = StageConsole.start(stage.directory())) {
            for (String operation : List.of("snapshot", "update", "rollback")) {
                List<String> arguments = new ArrayList<>(
                        List.of("local", operation, "--application", "none", "--state", state().toString()));
                if (operation.equals("update")) {
                    arguments.addAll(
                            List.of("--app", directory.resolve("cdk.out").toString()));
                }
                Result command = run(arguments.toArray(String[]::new));

                HttpResponse<String> answer =
                        post(console.url(), token(console.url()), operation, "{\"application\":\"none\"}");

                assertThat(command.exitCode()).isEqualTo(1);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(command.error())
                        .isEqualTo("millrace: %s\n"
                                .formatted(JSON.readTree(answer.body())
                                        .path("error")
                                        .asText()));
                assertThat(post(console.url(), "none", operation, "{\"application\":\"none\"}")
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(post(
                                    console.url(),
                                    token(console.url()),
                                    "snapshot",
                                    "{\"application\":\"none\",\"name\":\"..\"}")
                            .body())
                    .isEqualTo(
                            "{\"error\":\"name must be 1 to 256 letters, digits, dots, dashes or underscores, got '..'\"}");
        }
    }

    private static String token(URI url) {
        return url.getFragment().replace("token=", "");
    }

    private static HttpResponse<String> post(URI url, String token, String operation, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url.resolve("/api/" + operation))
                                .header("X-Millrace-Token", token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anUpdateWithoutAChangeSaysSo() {
        Result update =
                run("local", "update", "--app", directory.resolve("cdk.out").toString(), "--state", state().toString());

        assertThat(update).isEqualTo(new Result(0, "nothing changed\n", ""));
    }

    @Test
    void anUpdateNeedsAJarThatIsThere() {
        Result update = run("local", "update", "--jar", "/nowhere/job.jar", "--state", state().toString());

        assertThat(update).isEqualTo(new Result(1, "", "millrace: --jar must name a file, got '/nowhere/job.jar'\n"));
    }

    @Test
    void whereNothingWasUpdatedNothingGoesBack() {
        Result rollback = run("local", "rollback", "--state", state().toString());

        assertThat(rollback)
                .isEqualTo(new Result(
                        1, "", "millrace: there is no earlier version to roll back to; an update creates one\n"));
    }

    @Test
    void aSnapshotsNameMustBeOneThatTheServiceTakes() {
        for (String name : new String[] {"a/b", "..", "", "x y"}) {
            Result snapshot = run("local", "snapshot", "--name", name, "--state", state().toString());

            assertThat(snapshot.exitCode()).isEqualTo(2);
            assertThat(snapshot.error())
                    .startsWith("--name must be 1 to 256 letters, digits, dots, dashes or underscores, got '%s'"
                            .formatted(name));
        }
    }

    @Test
    void withoutAStageCommandsSayHowToStartOne() {
        String elsewhere = directory.resolve("elsewhere").toString();

        assertThat(run("local", "status", "--state", elsewhere)).isEqualTo(new Result(1, "no stage is running\n", ""));
        assertThat(run("local", "down", "--state", elsewhere))
                .isEqualTo(new Result(1, "", "millrace: no stage is running; 'millrace local up' starts one\n"));
        assertThat(run("local", "tail", "x", "--stage", "dev", "--state", elsewhere))
                .isEqualTo(new Result(1, "", "millrace: stage 'dev' is not running; 'millrace local up' starts one\n"));
    }

    @Test
    void aFailureShowsItsStackTraceToWhoAsks() {
        Result quiet = run("local", "up", "--app", directory.toString());
        Result verbose = run("local", "up", "--app", directory.toString(), "--verbose");

        String message =
                "%s is not a cloud assembly: it has no manifest.json; 'cdk synth' writes one".formatted(directory);
        assertThat(quiet).isEqualTo(new Result(1, "", "millrace: " + message + "\n"));
        assertThat(verbose.exitCode()).isEqualTo(1);
        assertThat(verbose.error()).contains("AssemblyException: " + message).contains("\tat io.millrace.local");
    }

    @Test
    void aStageInWhichNothingRunsIsRefused() {
        Result up = run("local", "up", "--app", directory.resolve("cdk.out").toString());

        assertThat(up)
                .isEqualTo(
                        new Result(
                                1,
                                "",
                                "millrace: stage default must have an application that runs here; --streams-only starts its streams\n"));
    }

    @Test
    void whatIsReplayedKeepsItsKeysAndItsOrder() throws IOException {
        Instant from = Instant.now();
        Path file = Files.writeString(directory.resolve("replayed.txt"), "{\"again\":1}\n{\"again\":2}\n", UTF_8);
        run("local", "put", "Orders", file.toString(), "--key-field", "again", "--state", state().toString());

        Result replay = run(
                "local",
                "replay",
                "Orders",
                "--from",
                from.toString(),
                "--speed",
                "max",
                "--into",
                "Copies",
                "-o",
                "json",
                "--state",
                state().toString());

        assertThat(replay.exitCode()).as(replay.error()).isZero();
        JsonNode report = JSON.readTree(replay.output());
        assertThat(report.path("stream").asText()).isEqualTo("shop-Orders");
        assertThat(report.path("into").asText()).isEqualTo("shop-Copies");
        assertThat(report.path("records").asLong()).isEqualTo(2);
        assertThat(report.path("bytes").asLong()).isEqualTo(22);
        assertThat(report.path("firstArrivalMillis").asLong())
                .isBetween(from.toEpochMilli(), System.currentTimeMillis());
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(replay.error())
                .startsWith("replaying shop-Orders from ")
                .contains(" into shop-Copies\n2 records written to shop-Copies in ");
        assertThat(run(
                                "local",
                                "tail",
                                "Orders",
                                "--from-start",
                                "--timeout",
                                "2s",
                                "-o",
                                "json",
                                "--state",
                                state().toString())
                        .output()
                        .lines()
                        .map(CommandsTest::json)
                        .filter(record -> record.path("text").asText().contains("again"))
                        .map(record -> record.path("partitionKey").asText()
                                + record.path("text").asText()))
                .containsExactlyInAnyOrder("1{\"again\":1}", "2{\"again\":2}");
    }

    @Test
    void aReplayNeedsAnotherStreamOfThePast() {
        String[] replay = {
            "local", "replay", "Bills", "--from", "1m", "--into", "shop-Bills", "--state", state().toString()
        };

        assertThat(run(replay))
                .isEqualTo(new Result(
                        1,
                        "",
                        "millrace: --into must not lead to the stream that is read, got 'shop-Bills', which is shop-Bills; to play"
                                + " records through a changed application again, start it in a stage of its own with 'millrace local up"
                                + " --state DIR --application NAME --jar FILE', and add --into-state DIR\n"));
        replay[6] = "billing";
        assertThat(run(replay).error())
                .isEqualTo(
                        "millrace: --into must name one stream or application of stage default, got 'billing'; the streams are:"
                                + " shop-Orders, shop-Bills, shop-Copies; the applications are: (none)\n");
        replay[4] = "2100-01-01T00:00:00Z";
        assertThat(run(replay).exitCode()).isEqualTo(2);
        assertThat(run(replay).error()).startsWith("--from must not be later than now, got '2");
        replay[4] = "soon";
        assertThat(run(replay).error()).contains("'--from'", "must be a time such as 14:20", "got 'soon'");
        assertThat(run("local", "replay", "Bills", "--from", "1m", "--to", "2100-01-01T00:00:00Z", "--into", "Orders")
                        .error())
                .startsWith("--to must not be later than now, got '2");
        assertThat(run("local", "replay", "Bills", "--from", "1m", "--speed", "fast", "--into", "Orders")
                        .error())
                .startsWith("--speed must be a number above 0, such as 1 or 10, or max, got 'fast'");
    }

    @Test
    void anInspectionNeedsAnApplicationThatRunsAndLimits() {
        assertThat(run("local", "inspect", "billing", "uid", "--state", state().toString()))
                .isEqualTo(new Result(
                        1, "", "millrace: no application of stage default runs; 'millrace local status' shows why\n"));
        for (String[] mistake : new String[][] {
            {"--limit", "0", "1 to 1000"}, {"--limit", "1001", "1 to 1000"}, {"--seconds", "-1", "1 to 86400"}
        }) {
            Result inspect = run("local", "inspect", "uid", mistake[0], mistake[1]);

            assertThat(inspect.exitCode()).isEqualTo(2);
            assertThat(inspect.error())
                    .startsWith("%s must be %s, got '%s'".formatted(mistake[0], mistake[2], mistake[1]));
        }
    }

    @Test
    void aDebugPortMustBeThatOfAnApplication() {
        Result up = run(
                "local",
                "up",
                "--app",
                directory.resolve("cdk.out").toString(),
                "--debug-port",
                "5005",
                "--debug-port",
                "Billing=five",
                "--debug-port",
                "Billing=5005",
                "--debug-port",
                "Billing=5006");

        assertThat(up).isEqualTo(new Result(1, "", """
                        millrace: --debug-port must be APP=N unless there is one application, got '5005'; APP is one of: (no application)
                        --debug-port must be APP=N or N, with a port N of 1 to 65535, got 'Billing=five'; 5005 is usual
                        --debug-port must be given once for an application, got 'Billing=5006' as another one
                        """));
        assertThat(run(
                        "local",
                        "up",
                        "--app",
                        directory.resolve("cdk.out").toString(),
                        "--streams-only",
                        "--debug-port",
                        "Billing=0"))
                .isEqualTo(new Result(1, "", """
                        millrace: --debug-port Billing must be 1 to 65535, got '0'; 5005 is usual
                        --debug-port must name an application that is started, got 'Billing'; there are: (no application)
                        """));
    }

    @Test
    void whatIsGivenMustBeUsable() {
        Result files = run(
                "local",
                "up",
                "--app",
                directory.resolve("cdk.out").toString(),
                "--secret",
                "key=/nowhere/key.txt",
                "--object",
                "s3://bucket/key=/nowhere/job.jar",
                "--jar",
                "Billing=/nowhere/job.jar");
        Result endpoint = run(
                "local",
                "up",
                "--app",
                directory.resolve("cdk.out").toString(),
                "--endpoint",
                "dynamodb=localhost",
                "--endpoint",
                "kinesis=http://localhost:1");
        Result parameter =
                run("local", "up", "--app", directory.resolve("cdk.out").toString(), "--parameter", "Size=1");

        assertThat(files).isEqualTo(new Result(1, "", """
                        millrace: --secret key must name a file, got '/nowhere/key.txt'
                        --object s3://bucket/key must name a file, got '/nowhere/job.jar'
                        --jar Billing must name a file, got '/nowhere/job.jar'
                        """));
        assertThat(endpoint).isEqualTo(new Result(1, "", """
                        millrace: --endpoint dynamodb must be a URL such as http://localhost:8000, got 'localhost'
                        --endpoint must have the id of a service other than kinesis, such as dynamodb, got 'kinesis'
                        """));
        assertThat(parameter.error())
                .contains("--parameter must name a parameter of a stack, got 'Size'; there are none");
    }

    @Test
    void everyCommandHasHelp() {
        for (CommandLine command : Main.commandLine()
                .getSubcommands()
                .get("local")
                .getSubcommands()
                .values()) {
            Result help = run("local", command.getCommandName(), "--help");

            assertThat(help.exitCode()).isZero();
            assertThat(help.output()).startsWith("Usage: millrace local " + command.getCommandName());
        }
    }

    private static Path state() {
        return directory.resolve("state");
    }

    private static Result run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter error = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
        return new Result(exitCode, output.toString(), error.toString());
    }

    private record Result(int exitCode, String output, String error) {}
}
