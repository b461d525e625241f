package io.millrace.local.cli;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.CloudAssembly;
import io.millrace.local.stage.StageDirectory;
import io.millrace.local.stage.StageStatusFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage in a detached process. */
class DetachedTest {
    @TempDir
    private Path directory;

    private StageDirectory stage;
    private final StringWriter output = new StringWriter();
    private final StringWriter error = new StringWriter();

    @BeforeEach
    void writeAssembly() {
        CloudAssembly assembly = CloudAssembly.read(new AssemblyFiles(directory.resolve("cdk.out"))
                .oneStack("""
                        {
                          'Parameters': {'Shards': {'Type': 'Number'}},
                          'Resources': {'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                            'ShardCount': {'Ref': 'Shards'}}},
                            'Kept': {'Type': 'AWS::Kinesis::Stream', 'DeletionPolicy': 'Retain',
                              'Properties': {'ShardCount': 1}}}
                        }
                        """, "none.jar")
                .directory());
        stage = StageDirectory.of(directory, assembly, assembly.defaultStage());
    }

    @AfterEach
    void endWhatATestLeft() {
        stage.running().ifPresent(running -> processes(running.status()).forEach(ProcessHandle::destroyForcibly));
    }

    @Test
    void aDetachedStageRunsUntilItIsStopped() throws IOException {
        assertThat(up()).as(error.toString()).isZero();
        assertThat(output.toString())
                .contains("created stream shop-Orders (1 shard)")
                .contains("is running");
        StageStatusFile record = stage.running().orElseThrow().status();
        List<ProcessHandle> processes = processes(record);
        assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);

        assertThat(Files.getPosixFilePermissions(stage.supervisorLog()))
                .as("it has the page's secret")
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);

        assertThat(up()).isEqualTo(1);
        assertThat(error.toString())
                .endsWith("millrace: stage default is already running (process %d); 'down' stops it%n"
                        .formatted(record.supervisor().pid()));

        assertThat(run("local", "down", "--state", directory.toString())).isZero();
        assertThat(error.toString()).endsWith("stage default is stopped%n".formatted());
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(stage.running()).isEmpty();
    }

    @Test
    void aStartWhileAnotherOneIsUnderwayIsRefusedAndLeavesItAlone() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        Optional.ofNullable(System.getProperty("millrace.home"))
                .ifPresent(home -> command.add("-Dmillrace.home=" + home));
        command.add(Main.class.getName());
        command.addAll(arguments());
        Process first = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("first.txt").toFile())
                .start();
        await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(stage.supervisorLog()));

        assertThat(up()).isEqualTo(1);

        assertThat(error.toString()).contains("stage default is already ");
        assertThat(first.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(first.exitValue())
                .as(Files.readString(directory.resolve("first.txt")))
                .isZero();
        assertThat(stage.running()).isPresent();
        assertThat(run("local", "down", "--state", directory.toString())).isZero();
    }

    @Test
    void whenTheSupervisorIsKilledItsChildrenEndAndTheStageCanStartAgain() {
        assertThat(up()).as(error.toString()).isZero();
        StageStatusFile killed = stage.running().orElseThrow().status();
        List<ProcessHandle> processes = processes(killed);

        killed.supervisor().find().orElseThrow().destroyForcibly();

        await().atMost(Duration.ofMinutes(10)).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(run("local", "status", "--state", directory.toString())).isEqualTo(1);
        assertThat(up()).as(error.toString()).isZero();
        assertThat(stage.running().orElseThrow().status().servers()).isEqualTo(killed.servers());
        assertThat(run("local", "down", "--state", directory.toString())).isZero();
    }

    @Test
    void aDeletedStageKeepsTheStreamsThatItsTemplateRetains() throws Exception {
        String report = """
                deleted stream shop-Orders with its records
                stream shop-Kept with its records stays: its template retains it
                what stays is in %s; the next 'up' uses it
                """.formatted(stage.path());
        assertThat(up()).as(error.toString()).isZero();
        assertThat(run("local", "down", "--state", directory.toString())).isZero();

        assertThat(run("local", "down", "--delete", "--state", directory.toString()))
                .as("it does not have to run")
                .isZero();

        assertThat(error.toString()).endsWith(report);
        output.getBuffer().setLength(0);
        assertThat(up("--limits", "off")).as(error.toString()).isZero();
        assertThat(output.toString())
                .contains("created stream shop-Orders (1 shard)")
                .doesNotContain("created stream shop-Kept");
        String kinesis = stage.running().orElseThrow().status().servers().get("kinesis");
        for (int call = 0; call < 20; call++) { // the service's limit is one a second
            assertThat(describeLimits(kinesis)).isEqualTo(200);
        }
        assertThat(run("local", "down", "--delete", "--state", directory.toString()))
                .isZero();
        assertThat(error.toString()).endsWith("stage default is stopped%n".formatted() + report);
    }

    private static int describeLimits(String endpoint) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint))
                                .header("Content-Type", "application/x-amz-json-1.1")
                                .header("X-Amz-Target", "Kinesis_20131202.DescribeLimits")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private int up(String... options) {
        return run(arguments(options).toArray(String[]::new));
    }

    private List<String> arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("local", "up", "--detach", "--streams-only"));
        arguments.addAll(List.of("--parameter", "Shards=1"));
        arguments.addAll(List.of("--app", directory.resolve("cdk.out").toString()));
        arguments.addAll(List.of("--state", directory.toString()));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
    }

    private static List<ProcessHandle> processes(StageStatusFile record) {
        return Stream.concat(Stream.of(record.supervisor()), record.children().stream())
                .flatMap(identity -> identity.find().stream())
                .toList();
    }
}
