package io.millrace.integration;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import io.millrace.local.junit.StageExtension;
import io.millrace.local.stage.LocalStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The stage {@code dev} of this project's assembly on this machine, with methods for the lottery. */
final class Lottery {
    static final Path ASSEMBLY = Path.of(System.getProperty("millrace.assembly"));

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LocalStage stage;
    private final StreamRecords draws;
    private final StreamRecords rejected;

    Lottery(LocalStage stage) {
        this.stage = stage;
        this.draws = StreamRecords.of("draws", stage.fromStart("draws"), PATIENCE);
        this.rejected = StreamRecords.of("rejected", stage.fromStart(rejected(stage)), PATIENCE);
    }

    /** The lottery's stream of this name; every job has one. */
    private static String rejected(LocalStage stage) {
        Map<String, String> group = propertyGroup(stage, "rejected");
        return stage.plan().streams().stream()
                .filter(stream -> stream.isBoundBy(group))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static Map<String, String> propertyGroup(LocalStage stage, String name) {
        return stage.plan().applications().stream()
                .filter(application -> application.shortName().equals("lottery"))
                .findFirst()
                .orElseThrow()
                .propertyGroups()
                .get(name);
    }

    /** A fixture for the constructor. */
    static StageExtension stageOfTheClass() {
        return StageExtension.of(ASSEMBLY).stage("dev").applications("lottery");
    }

    LocalStage stage() {
        return stage;
    }

    /** The topic of the users' events, on a stage with Kafka. */
    String userEventsTopic() {
        return propertyGroup(stage, "user-events").get("topic");
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
        putUserEvent(userId, clickJson(userId, lotteryId, timestamp));
    }

    static String clickJson(long userId, long lotteryId, long timestamp) {
        return "{\"type\":\"UserClickEvent\",\"userId\":%d,\"lotteryId\":%d,\"timestamp\":%d}"
                .formatted(userId, lotteryId, timestamp);
    }

    void putUserEvent(long userId, String json) {
        stage.put("user-events", List.of(new OutgoingRecord(Long.toString(userId), json)));
    }

    /** Advances event time in every shard, by clicks of users without a coupon. */
    void carryTo(long timestamp) {
        putUserEvents(IntStream.range(100, 140)
                .mapToObj(userId -> new OutgoingRecord(Integer.toString(userId), clickJson(userId, 1, timestamp)))
                .toList());
        start(timestamp, timestamp);
    }

    /** Puts many users' events at once, in order. */
    void putUserEvents(List<OutgoingRecord> records) {
        stage.put("user-events", records);
    }

    /** Waits until the condition holds for all draws so far, and returns each once. */
    TreeSet<String> awaitDraws(Predicate<TreeSet<String>> enough) {
        return lines(draws, Lottery::drawLine, enough);
    }

    /** Waits until the condition holds for all rejected records so far, and returns each reason once. */
    TreeSet<String> awaitRejected(Predicate<TreeSet<String>> enough) {
        return lines(rejected, json -> json.get("reason").asText(), enough);
    }

    private static TreeSet<String> lines(
            StreamRecords records, Function<JsonNode, String> line, Predicate<TreeSet<String>> enough) {
        Function<List<IncomingRecord>, TreeSet<String>> lines =
                all -> all.stream().map(IncomingRecord::json).map(line).collect(toCollection(TreeSet::new));
        return lines.apply(records.await("enough of them", all -> enough.test(lines.apply(all))));
    }

    /** Two draws with one id, a contradiction, give two lines. */
    private static String drawLine(JsonNode draw) {
        return "%s: %d to %d won by %d of %d"
                .formatted(
                        draw.get("drawId").asText(),
                        draw.get("windowStart").asLong(),
                        draw.get("windowEnd").asLong(),
                        draw.get("winner").asLong(),
                        draw.get("entries").asLong());
    }
}
