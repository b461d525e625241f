package io.millrace.integration;

import static java.util.stream.Collectors.toCollection;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.deploy.StreamBackend;
import io.millrace.local.runtime.LocalStage;
import io.millrace.local.streams.OutgoingRecord;
import io.millrace.local.streams.StreamFollower;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** The stage {@code dev} of this project's assembly on this machine, in the words of the lottery. */
final class Lottery implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalStage stage;
    private final List<String> events;
    private final StreamFollower draws;
    private final StreamFollower rejected;
    private final List<JsonNode> seenDraws = new ArrayList<>();
    private final List<JsonNode> seenRejected = new ArrayList<>();

    private Lottery(LocalStage stage, List<String> events) {
        this.stage = stage;
        this.events = events;
        this.draws = stage.fromStart("draws");
        this.rejected = stage.fromStart("rejected");
    }

    /** Starts the stage, or resumes it when the directory holds its state. */
    static Lottery up(Path stateDirectory) {
        return up(stateDirectory, StreamBackend.KINESIS);
    }

    static Lottery up(Path stateDirectory, StreamBackend streams) {
        List<String> events = new CopyOnWriteArrayList<>();
        LocalStage stage = LocalStage.builder(Path.of(System.getProperty("millrace.assembly")))
                .stage("dev")
                .applications("lottery")
                .streams(streams)
                .stateDirectory(stateDirectory)
                .events(event -> {
                    System.out.println("  " + event);
                    events.add(event);
                })
                .start();
        return new Lottery(stage, events);
    }

    /** What the runtime has said so far. */
    List<String> events() {
        return events;
    }

    LocalStage stage() {
        return stage;
    }

    void start(long lotteryId, long timestamp) {
        putLotteryEvent(
                "{\"type\":\"LotteryStartEvent\",\"lotteryId\":%d,\"timestamp\":%d}".formatted(lotteryId, timestamp));
    }

    void putLotteryEvent(String json) {
        stage.put("lottery-events", List.of(new OutgoingRecord("lottery", json)));
    }

    void buy(long userId, long coupons) {
        putUserEvent(
                userId,
                "{\"type\":\"UserBuyCouponEvent\",\"userId\":%d,\"purchasedCoupons\":%d}".formatted(userId, coupons));
    }

    void click(long userId, long lotteryId, long timestamp) {
        putUserEvent(
                userId,
                "{\"type\":\"UserClickEvent\",\"userId\":%d,\"lotteryId\":%d,\"timestamp\":%d}"
                        .formatted(userId, lotteryId, timestamp));
    }

    void putUserEvent(long userId, String json) {
        stage.put("user-events", List.of(new OutgoingRecord(Long.toString(userId), json)));
    }

    /** Puts many users' events at once, in order. */
    void putUserEvents(List<OutgoingRecord> records) {
        stage.put("user-events", records);
    }

    /** Waits for draws until the condition holds for all so far, and gives them, each once. */
    TreeSet<String> awaitDraws(Predicate<TreeSet<String>> enough) {
        try {
            return awaitLines(draws, seenDraws, Lottery::drawLine, enough);
        } catch (ConditionTimeoutException e) {
            rejected.poll().forEach(record -> System.out.println("  rejected: " + record.text()));
            throw e;
        }
    }

    /** Waits for rejected records until the condition holds for all so far, and gives their reasons, each once. */
    TreeSet<String> awaitRejected(Predicate<TreeSet<String>> enough) {
        return awaitLines(rejected, seenRejected, json -> json.get("reason").asText(), enough);
    }

    private interface Line {
        String of(JsonNode json);
    }

    private static TreeSet<String> awaitLines(
            StreamFollower stream, List<JsonNode> seen, Line line, Predicate<TreeSet<String>> enough) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            stream.poll().forEach(record -> seen.add(parse(record.text())));
                            return seen.stream().map(line::of).collect(toCollection(TreeSet::new));
                        },
                        enough);
    }

    /** A contradiction, two draws with one id, would be two lines. */
    private static String drawLine(JsonNode draw) {
        return "%s: %d to %d won by %d of %d"
                .formatted(
                        draw.get("drawId").asText(),
                        draw.get("windowStart").asLong(),
                        draw.get("windowEnd").asLong(),
                        draw.get("winner").asLong(),
                        draw.get("entries").asLong());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
