package io.millrace.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.report.ShardReport;
import io.millrace.console.report.WaitReport;
import io.millrace.console.report.WaitReport.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clicks of two shards, which arrive as they happen, are observed at noon. */
class ExplanationTest {
    private static final long NOON = 1_795_953_600_000L;

    /** As the job's metric has them: out-of-orderness 2 s, idle timeout 3 s, clock skew 1 s, read skew 4 s. */
    private static final String SETTINGS = "'outOfOrderness':2000,'idleTimeout':3000,'clockSkew':1000,'readSkew':4000";

    private static InputTime input(String name, Optional<Long> watermark, String... shards) {
        String json = "{'at':%d,%s'idle':%s,'listed':true,%s,'empty':%d,'shards':[%s]}"
                .formatted(
                        NOON,
                        watermark.map(time -> "'watermark':" + time + ",").orElse(""),
                        watermark.isEmpty() && shards.length == 0,
                        SETTINGS,
                        Stream.of(shards).filter(EMPTY::equals).count(),
                        String.join(",", shards));
        return InputTime.parse(name, json.replace('\'', '"')).orElseThrow();
    }

    private static final String EMPTY =
            "{'shard':'shop-clicks/shard-9','state':'EMPTY','readUntil':%d}".formatted(NOON);

    private static String timed(String shard, long watermark, long newest) {
        return "{'shard':'shop-clicks/%s','state':'TIMED','watermark':%d,'newest':%d,'offset':0,'readUntil':%d,'since':%d}"
                .formatted(shard, watermark, newest, NOON, newest + 5);
    }

    private static WaitReport explain(long reached, InputTime... inputs) {
        return explain(Optional.of(reached), Map.of(), inputs);
    }

    private static WaitReport explain(Optional<Long> reached, Map<String, Long> held, InputTime... inputs) {
        return new Explanation("shop-lottery", "lottery", List.of("draws"), NOON, reached, List.of(inputs), held)
                .report();
    }

    @Test
    void anActiveShardIsHeldByEventsThatMayBeOutOfOrder() {
        long newest = NOON - 500;
        WaitReport wait = explain(
                newest - 6_001,
                input(
                        "clicks",
                        Optional.of(newest - 6_001),
                        timed("shard-1", newest - 2_001, newest),
                        timed("shard-0", newest - 1_000, newest + 300)));

        assertThat(wait.rule()).isEqualTo(Rule.OUT_OF_ORDERNESS);
        assertThat(wait.input()).contains("clicks");
        assertThat(wait.stream()).contains("shop-clicks");
        assertThat(wait.shard()).contains("shard-1");
        assertThat(wait.newestMillis()).contains(newest);
        assertThat(wait.sinceMillis()).contains(newest + 5);
        assertThat(wait.lastMillis()).contains(newest + 300);
        assertThat(wait.behindMillis()).contains(6_501L);
        assertThat(wait.parts())
                .containsEntry("events.out-of-orderness", 2000L)
                .doesNotContainKey("events.idle-timeout");
        assertThat(wait.text())
                .contains("6.5 s behind the clock")
                .contains("shard shard-1 of clicks holds it")
                .contains("events may be 2.0 s older");
    }

    @Test
    void aSilentShardAdvancesWithTheClock() {
        long newest = NOON - 60_000;
        WaitReport wait = explain(
                NOON - 10_001,
                input(
                        "clicks",
                        Optional.of(NOON - 10_001),
                        timed("shard-0", NOON - 6_001, newest),
                        timed("shard-1", NOON - 3_001, NOON - 1_000)));

        assertThat(wait.rule()).isEqualTo(Rule.IDLE_TIMEOUT);
        assertThat(wait.shard()).contains("shard-0");
        assertThat(wait.parts()).containsEntry("events.idle-timeout", 3000L).containsEntry("events.clock-skew", 1000L);
        assertThat(wait.text()).contains("shard shard-0 of clicks holds it").contains("no event since");
    }

    /** Until everything that arrived up to 6 s after the newest event has been read. */
    @Test
    void withoutAnotherEventItIsKnownWhenTheNewestIsPassed() {
        long newest = NOON - 1_000;
        WaitReport wait = explain(
                newest - 6_001, input("clicks", Optional.of(newest - 6_001), timed("s", newest - 2_001, newest)));

        assertThat(wait.expectedMillis()).contains(newest + 1 + 2_000 + 3_000 + 1_000);
        assertThat(wait.parts()).doesNotContainKey("events.read-skew");
        assertThat(wait.text()).contains("without another event, results up to the newest one");
    }

    @Test
    void anEmptyShardDelaysTheTimeOfTheOthers() {
        long newest = NOON - 1_000;
        WaitReport wait = explain(
                newest - 6_001,
                input("clicks", Optional.of(newest - 6_001), timed("s", newest - 2_001, newest), EMPTY));

        assertThat(wait.expectedMillis()).contains(newest + 1 + 6_000 + 4_000);
        assertThat(wait.parts()).containsEntry("events.read-skew", 4000L);
        assertThat(wait.shards()).extracting(ShardReport::state).containsExactly("TIMED", "EMPTY");
    }

    @Test
    void eventsThatArriveLateAreExpectedLater() {
        long newest = NOON - 1_000;
        String shard = timed("s", newest - 2_001, newest).replace("'offset':0", "'offset':-30000");

        WaitReport wait = explain(newest - 6_001, input("clicks", Optional.of(newest - 6_001), shard));

        assertThat(wait.expectedMillis()).contains(newest + 1 + 6_000 + 30_000);
        assertThat(wait.parts()).containsEntry("delay of events", 30_000L);
    }

    @Test
    void withoutArrivalTimesOnlyAnotherEventMovesTheTime() {
        long newest = NOON - 1_000;
        String shard = timed("s", newest - 2_001, newest).replace("'offset':0,", "");

        WaitReport wait = explain(newest - 6_001, input("clicks", Optional.of(newest - 6_001), shard));

        assertThat(wait.expectedMillis()).isEmpty();
        assertThat(wait.text()).endsWith("only another event there moves it");
    }

    @Test
    void whenAllShardsHavePassedTheNewestEventTheReadSkewIsLeft() {
        long newest = NOON - 8_000;
        WaitReport wait = explain(
                newest - 1_000, input("clicks", Optional.of(newest - 1_000), timed("s", newest + 500, newest), EMPTY));

        assertThat(wait.rule()).isEqualTo(Rule.READ_SKEW);
        assertThat(wait.text()).contains("waited for 4.0 s longer (events.read-skew)");
    }

    @Test
    void whatEventTimeHasPassedDoesNotWait() {
        long newest = NOON - 20_000;
        WaitReport wait = explain(newest, input("clicks", Optional.of(newest), timed("s", NOON - 6_001, newest)));

        assertThat(wait.rule()).isEqualTo(Rule.PASSED);
        assertThat(wait.expectedMillis()).isEmpty();
    }

    @Test
    void aShardThatIsNotReadYetHoldsEverything() {
        WaitReport wait = explain(
                Optional.empty(),
                Map.of(),
                input(
                        "clicks",
                        Optional.empty(),
                        "{'shard':'shop-clicks/shard-1','state':'UNREAD'}",
                        timed("shard-0", NOON - 3_000, NOON - 999)));

        assertThat(wait.rule()).isEqualTo(Rule.UNREAD);
        assertThat(wait.shard()).contains("shard-1");
        assertThat(wait.expectedMillis()).isEmpty();
        assertThat(wait.text()).contains("shard shard-1 of clicks has not been read yet");
    }

    @Test
    void emptyShardsHoldNothing() {
        WaitReport wait = explain(Optional.empty(), Map.of(), input("clicks", Optional.empty(), EMPTY));

        assertThat(wait.rule()).isEqualTo(Rule.NO_EVENT);
        assertThat(wait.shards()).extracting(ShardReport::state).containsExactly("EMPTY");
    }

    /** An operator need not wait for each of its inputs. */
    @Test
    void theInputWhoseTimeHasReachedTheOutputsHoldsThem() {
        long newest = NOON - 500;
        InputTime starts = input("starts", Optional.of(1_000L), timed("shard-0", 5_000, 0));
        InputTime clicks = input("clicks", Optional.of(newest - 6_001), timed("shard-0", newest - 2_001, newest));

        assertThat(explain(newest - 6_001, starts, clicks).input()).contains("clicks");
        assertThat(explain(1_000, starts, clicks).input()).contains("starts");
    }

    @Test
    void recordsThatWaitInAnOperatorHoldItsResults() {
        long newest = NOON - 500;
        InputTime clicks = input("clicks", Optional.of(newest - 6_001), timed("shard-0", newest - 2_001, newest));

        WaitReport wait = explain(Optional.of(NOON - 90_000), Map.of("Judge clicks", NOON - 90_000), clicks);

        assertThat(wait.rule()).isEqualTo(Rule.WAITING_RECORDS);
        assertThat(wait.operator()).contains("Judge clicks");
        assertThat(explain(Optional.of(newest - 6_001), Map.of("Judge clicks", NOON), clicks)
                        .rule())
                .isEqualTo(Rule.OUT_OF_ORDERNESS);
    }

    @Test
    void aJobThatReportsNothingIsNamed() {
        assertThat(explain(Optional.of(NOON), Map.of()).rule()).isEqualTo(Rule.NOT_REPORTED);
    }

    @Test
    void aSourceThatHasNotListedItsShardsIsNamed() {
        InputTime source =
                InputTime.parse("clicks", "{\"listed\":false,\"shards\":[]}").orElseThrow();

        WaitReport wait = explain(Optional.empty(), Map.of(), source);

        assertThat(wait.rule()).isEqualTo(Rule.NOT_LISTED);
        assertThat(wait.input()).contains("clicks");
    }

    @Test
    void aMetricThatIsNotThereYetIsNoInput() {
        assertThat(InputTime.parse("clicks", "")).isEmpty();
        assertThat(InputTime.parse("clicks", "not json")).isEmpty();
    }
}
