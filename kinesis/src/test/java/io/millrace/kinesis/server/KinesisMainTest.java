package io.millrace.kinesis.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The server in its own process: how it starts and ends, and that a kill loses nothing. */
class KinesisMainTest {
    private static final int PUTTING_THREADS = 4;
    private static final int KILLS = 3;
    private static final int CALLS = 50;
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int ACKNOWLEDGED_BEFORE_A_KILL = 2000;
    /** For a machine under load; no test takes this long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    /** A running server: its process and where it listens. */
    private record Running(Process process, URI endpoint) {}

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void itEndsWhenItsStandardInputDoes() throws Exception {
        Running server = startServer();
        try (KinesisClient client = LocalKinesis.client(server.endpoint())) {
            assertThat(client.listStreams().streamNames()).isEmpty();
        }

        server.process().getOutputStream().close();

        assertThat(server.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(server.process().exitValue()).isZero();
    }

    @Test
    void itSaysWhyItDoesNotStart() throws Exception {
        startServer();

        Process second = start("--dir", directory.toString());
        Process wrong = start("--dir");
        Process limits = start("--dir", directory.toString(), "--limits", "some");
        Process port = start("--dir", directory.toString(), "--port", "70000");

        assertThat(errors(second))
                .contains("the server could not start: " + directory + " must be used by one server only");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(wrong)).contains("usage: --dir DIR [--port PORT] [--limits on|off], got [--dir]");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(errors(limits)).contains("usage: --dir DIR [--port PORT] [--limits on|off]");
        assertThat(limits.waitFor()).isEqualTo(2);
        assertThat(errors(port)).contains("usage: --dir DIR [--port PORT]");
        assertThat(port.waitFor()).isEqualTo(2);
    }

    @Test
    void limitsAreOnUnlessTheyAreTurnedOff() throws Exception {
        Running limited = ready(start("--dir", directory.resolve("limited").toString()));
        Running unlimited = startServer();

        assertThat(callsUntilRefused(limited)).isLessThan(CALLS);
        assertThat(callsUntilRefused(unlimited)).isEqualTo(CALLS);
    }

    /** One call a second is within the limits. A slow machine may make some calls in time, but not all. */
    private static int callsUntilRefused(Running server) {
        try (KinesisClient client = LocalKinesis.impatientClient(server.endpoint())) {
            for (int call = 0; call < CALLS; call++) {
                try {
                    client.describeLimits();
                } catch (LimitExceededException e) {
                    return call;
                }
            }
        }
        return CALLS;
    }

    /** Each shard needs an open file; as with a full disk, the stream then cannot be created. */
    @Test
    void aNameIsFreeAfterItsStreamCouldNotBeWritten() throws Exception {
        assumeTrue(Files.isExecutable(SHELL), "only a Unix shell limits the open files of a process");
        List<String> limited = new ArrayList<>(List.of(SHELL.toString(), "-c", "ulimit -n 300; exec \"$@\"", "server"));
        limited.addAll(command("--dir", directory.toString()));
        Running server = ready(launch(limited));

        try (KinesisClient client = LocalKinesis.impatientClient(server.endpoint())) {
            assertThatThrownBy(() -> client.createStream(
                            request -> request.streamName("orders").shardCount(500)))
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("Too many open files");
            assertThat(client.listStreams().streamNames()).isEmpty();

            client.createStream(request -> request.streamName("orders").shardCount(1));

            assertThat(client.listStreams().streamNames()).containsExactly("orders");
        }
        assertThat(directory.resolve("streams/orders")).isDirectoryContaining("glob:**stream.json");
    }

    @Test
    void everyAcknowledgedRecordSurvivesKillsInTheMidstOfPuts() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Running server = startServer();
        try (KinesisClient client = LocalKinesis.client(server.endpoint())) {
            client.createStream(request -> request.streamName("orders").shardCount(3));
            await().atMost(PATIENCE)
                    .until(() -> client.describeStreamSummary(request -> request.streamName("orders"))
                                    .streamDescriptionSummary()
                                    .streamStatus()
                            == StreamStatus.ACTIVE);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            putUntilKilled(server, kill, acknowledged);
            server = startServer();
            try (KinesisClient client = LocalKinesis.client(server.endpoint())) {
                assertThat(readAll(client)).containsAllEntriesOf(acknowledged);
            }
        }
    }

    private static void putUntilKilled(Running server, int round, Map<String, String> acknowledged)
            throws InterruptedException {
        int goal = acknowledged.size() + ACKNOWLEDGED_BEFORE_A_KILL;
        ExecutorService threads = Executors.newFixedThreadPool(PUTTING_THREADS);
        try (KinesisClient client = LocalKinesis.client(server.endpoint())) {
            for (int thread = 0; thread < PUTTING_THREADS; thread++) {
                String prefix = round + "-" + thread + "-";
                threads.execute(() -> putUntilRefused(client, prefix, acknowledged));
            }
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= goal);
            server.process().destroyForcibly().waitFor();
            threads.shutdown();
            assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private static void putUntilRefused(KinesisClient client, String prefix, Map<String, String> acknowledged) {
        for (int batch = 0; ; batch++) {
            String text = prefix + batch + "-";
            List<PutRecordsRequestEntry> entries = IntStream.range(0, 50)
                    .mapToObj(i -> PutRecordsRequestEntry.builder()
                            .partitionKey(text + i)
                            .data(SdkBytes.fromUtf8String(text + i))
                            .build())
                    .toList();
            PutRecordsResponse response;
            try {
                response = client.putRecords(
                        request -> request.streamName("orders").records(entries));
            } catch (SdkException e) {
                return;
            }
            if (response.records().size() < entries.size()) {
                // a kill can cut off the body of the answer, and this client then returns an empty answer
                return;
            }
            for (int i = 0; i < entries.size(); i++) {
                PutRecordsResultEntry result = response.records().get(i);
                acknowledged.put(result.sequenceNumber(), result.shardId() + " " + text + i);
            }
        }
    }

    private static Map<String, String> readAll(KinesisClient client) {
        Map<String, String> found = new HashMap<>();
        client.listShards(request -> request.streamName("orders")).shards().forEach(shard -> {
            String iterator = client.getShardIterator(request -> request.streamName("orders")
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            long behind = 1;
            while (behind > 0) {
                String next = iterator;
                GetRecordsResponse response = client.getRecords(request -> request.shardIterator(next));
                response.records()
                        .forEach(record -> found.put(
                                record.sequenceNumber(),
                                shard.shardId() + " " + record.data().asUtf8String()));
                iterator = response.nextShardIterator();
                behind = response.millisBehindLatest();
            }
        });
        return found;
    }

    private Running startServer() throws IOException {
        return ready(start("--dir", directory.toString(), "--limits", "off"));
    }

    private static Running ready(Process process) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        String first = output.readLine();
        assertThat(first).startsWith("READY http://127.0.0.1:");
        return new Running(process, URI.create(first.substring("READY ".length())));
    }

    private Process start(String... arguments) throws IOException {
        return launch(command(arguments));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KinesisMain.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process launch(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }
}
