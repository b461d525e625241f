package io.millrace.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.streams.kinesis.KinesisClients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A CloudFormation template that no CDK app synthesised, with the jar of its application, and the page of its stage. */
class TemplateIT {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));
    private static final Path TEMPLATE =
            HOME.resolve("assembly/src/test/resources/io/millrace/assembly/cloudformation/lottery.yml");

    private static final String EVENTS = """
            {"type":"UserBuyCouponEvent","userId":1,"purchasedCoupons":100}
            {"type":"UserClickEvent","userId":1,"lotteryId":1,"timestamp":1000}
            {"type":"UserClickEvent","userId":1,"lotteryId":1,"timestamp":500000}
            """;

    private static final String AGGREGATED =
            "{\"type\":\"UserBuyCouponEvent\",\"userId\":2,\"purchasedCoupons\":1,\"note\":\"from an aggregate\"}";

    @TempDir
    private static Path directory;

    private static int debugPort;

    @BeforeAll
    static void startStage() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            debugPort = free.getLocalPort();
        }
        MillraceCommand up = MillraceCommand.run(onStage(
                "up",
                "--detach",
                "--debug-port",
                Integer.toString(debugPort),
                "--template",
                TEMPLATE.toString(),
                "--code",
                "Lottery=" + Path.of(System.getProperty("millrace.home")).resolve("job/target/millrace-job.jar")));
        assertThat(up.exitCode()).as(up.toString()).isZero();
    }

    @AfterAll
    static void stopStage() throws Exception {
        MillraceCommand.run(onStage("down"));
    }

    @Test
    void itsApplicationReadsAndWritesItsStreams() throws Exception {
        put("lottery-events", "lotteryId", "{\"type\":\"LotteryStartEvent\",\"lotteryId\":1,\"timestamp\":0}");
        replayUserEvents();

        MillraceCommand draws = local("tail", "draws", "--from-start", "--max", "1", "--timeout", "5m");

        assertThat(draws.exitCode()).as(draws.toString()).isZero();
        assertThat(draws.said()).last().asString().contains("\"lotteryId\":1").contains("\"winner");
        // event time has reached the output; Flink refreshes its metrics only when it is asked
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    JsonNode output = StreamSupport.stream(
                                    stage(local("status", "-o", "json"))
                                            .path("edges")
                                            .spliterator(),
                                    false)
                            .filter(edge -> edge.path("group").asText().equals("draws"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(output.path("behindMillis").asLong()).isPositive();
                });
    }

    /** They were recorded by another stage, which has streams alone. */
    private static void replayUserEvents() throws Exception {
        Path recorded = directory.resolve("recorded");
        MillraceCommand.run(
                "local",
                "up",
                "--detach",
                "--streams-only",
                "--template",
                TEMPLATE.toString(),
                "--state",
                recorded.toString());
        try {
            Path file = Files.writeString(directory.resolve("user-events.json"), EVENTS);
            MillraceCommand.runHere(
                    "local",
                    "put",
                    "UserEvents",
                    file.toString(),
                    "--key-field",
                    "userId",
                    "--state",
                    recorded.toString());

            MillraceCommand replay = MillraceCommand.run(
                    "local",
                    "replay",
                    "UserEvents",
                    "--from",
                    "10m",
                    "--into",
                    "Lottery",
                    "--into-state",
                    directory.resolve("state").toString(),
                    "--state",
                    recorded.toString());

            assertThat(replay.exitCode()).as(replay.toString()).isZero();
            assertThat(replay.said()).last().asString().startsWith("3 records written to ");
        } finally {
            MillraceCommand.run("local", "down", "--state", recorded.toString());
        }
    }

    @Test
    void anApplicationsOwnInputIsNotReplayedIntoIt() throws Exception {
        MillraceCommand replay = local("replay", "user-events", "--from", "1m", "--into", "Lottery");

        assertThat(replay.exitCode()).isEqualTo(1);
        assertThat(replay.said())
                .last()
                .asString()
                .contains("--into must not lead to the stream that is read, got 'Lottery', which is ");
    }

    /** They are those of the job's code, which the cluster has seen when the job was submitted. */
    @Test
    void itsOperatorsAreListedByTheirUids() throws Exception {
        MillraceCommand inspect = local("inspect", "lottery", "none");

        assertThat(inspect.exitCode()).isEqualTo(1);
        assertThat(inspect.said())
                .anyMatch(line -> line.startsWith("millrace: UID must be that of one operator of application "))
                .anyMatch(line -> line.startsWith("  user-events-time ("))
                .anyMatch(line -> line.startsWith("  judge-clicks ("));
    }

    /** A debugger begins with 14 characters, which the JVM sends back. */
    @Test
    void itsApplicationListensForADebugger() throws Exception {
        byte[] handshake = "JDWP-Handshake".getBytes(US_ASCII);
        try (Socket debugger = new Socket(InetAddress.getLoopbackAddress(), debugPort)) {
            debugger.getOutputStream().write(handshake);

            assertThat(debugger.getInputStream().readNBytes(handshake.length)).isEqualTo(handshake);
        }
        assertThat(local("status").said())
                .anyMatch(line -> line.endsWith(": a debugger can connect to 127.0.0.1:" + debugPort));
        assertThat(local("status", "-o", "json").said()).last().asString().contains("\"debugPort\":" + debugPort);
    }

    @Test
    void explainNamesTheApplication() throws Exception {
        MillraceCommand explained = local("explain", "-o", "json");

        assertThat(explained.exitCode()).as(explained.toString()).isZero();
        assertThat(explained.said()).last().asString().contains("\"job\":\"lottery\"", "\"rule\":\"");
        assertThat(local("explain").said()).first().asString().startsWith("lottery: ");
    }

    /**
     * The script checks each view in a browser: what it shows, its policy, its accessibility, on two widths. It puts no event
     * with a time, so that the draws of the other test do not depend on it.
     */
    @Test
    void itsPageShowsTheStage() throws Exception {
        Optional<PageScript> script = PageScript.find("console.mjs");
        assumeTrue(script.isPresent(), "no browser is on the path: " + String.join(", ", PageScript.BROWSERS));
        MillraceCommand console = MillraceCommand.runHere(
                "console", "--no-browser", "--state", directory.resolve("state").toString());
        assertThat(console.exitCode()).as(console.toString()).isZero();
        putAggregate();
        Path screenshots = Files.createDirectories(HOME.resolve("integration-tests/target/console"));

        script.get()
                .run(
                        console.said().get(0).replace("console: ", ""),
                        screenshots.toString(),
                        directory.resolve("state/lottery/console.html").toString());
    }

    private static JsonNode stage(MillraceCommand status) throws IOException {
        return new JsonMapper()
                .readTree(status.said().get(status.said().size() - 1))
                .at("/stages/0");
    }

    /** As the Kinesis Producer Library puts several records at once. */
    private static void putAggregate() throws Exception {
        JsonNode stage = stage(MillraceCommand.run(onStage("status", "-o", "json")));
        String stream = "";
        for (JsonNode each : stage.path("streams")) {
            stream = each.path("groups").toString().contains("\"user-events\"")
                    ? each.path("name").asText()
                    : stream;
        }
        String named = stream;
        SdkBytes data = SdkBytes.fromByteArray(aggregate("aggregated", AGGREGATED, AGGREGATED));
        try (KinesisClient client = KinesisClients.of(
                URI.create(stage.at("/servers/kinesis").asText()),
                stage.path("region").asText())) {
            client.putRecord(request ->
                    request.streamName(named).partitionKey("aggregated").data(data));
        }
    }

    /** Four bytes, a message of Protocol Buffers (a table of keys, then records), and its MD5. */
    private static byte[] aggregate(String key, String... texts) throws NoSuchAlgorithmException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {1 << 3 | 2, (byte) key.length()});
        message.writeBytes(key.getBytes(UTF_8));
        for (String text : texts) {
            int length = text.length();
            assertThat(length).isLessThan(0x80 - 4); // one byte for each length
            message.writeBytes(new byte[] {3 << 3 | 2, (byte) (length + 4), 1 << 3, 0, 3 << 3 | 2, (byte) length});
            message.writeBytes(text.getBytes(UTF_8));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
        whole.writeBytes(message.toByteArray());
        whole.writeBytes(MessageDigest.getInstance("MD5").digest(message.toByteArray()));
        return whole.toByteArray();
    }

    private static void put(String stream, String key, String lines) throws IOException {
        Path file = Files.writeString(directory.resolve(stream + ".json"), lines);
        MillraceCommand put = local("put", stream, file.toString(), "--key-field", key);
        assertThat(put.exitCode()).as(put.toString()).isZero();
    }

    private static MillraceCommand local(String... arguments) {
        return MillraceCommand.runHere(onStage(arguments));
    }

    private static String[] onStage(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "local";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--state";
        all[all.length - 1] = directory.resolve("state").toString();
        return all;
    }
}
