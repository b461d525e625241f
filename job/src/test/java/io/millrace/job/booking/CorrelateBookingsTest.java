package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.state.TestHarnesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two events must count within 10 s; an alert is remembered for 20 s. */
class CorrelateBookingsTest {
    private static final int MAX_PARALLELISM = 8;

    private KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, Alert> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, Alert> harness(
            OperatorSubtaskState state) throws Exception {
        return harness(BookingOperator.MAX_CACHE_BYTES, 1, 0, state);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, Alert> harness(
            long maxCacheBytes, int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
        return TestHarnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new CorrelateBookings(Specimen.settings(), maxCacheBytes),
                        event -> event.bookingId,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask),
                state,
                1);
    }

    private void created(long time, String value) throws Exception {
        created("b", time, value);
    }

    private void created(String bookingId, long time, String value) throws Exception {
        harness.processElement(
                BookingEvent.creation(bookingId, value, time, Specimen.SOURCE).withoutSource(), time);
    }

    private void counting(long time, String value) throws Exception {
        event(true, time, value);
    }

    private void event(boolean counts, long time, String value) throws Exception {
        harness.processElement(
                BookingEvent.event("b", "TYPE", counts, value, time, Specimen.SOURCE)
                        .withoutSource(),
                time);
    }

    private List<String> alerts() {
        List<String> alerts = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof StreamRecord) {
                alerts.add(((StreamRecord<?>) element).getValue().toString());
            }
        }
        return alerts;
    }

    private void assertNothingIsKept() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void alertComesWithTheLastRequiredEvent() throws Exception {
        created(1_000, "7");
        counting(2_000, "8");
        assertThat(alerts()).isEmpty();

        counting(3_000, "9");
        assertThat(alerts()).containsExactly("MATCHED b-1000 at 3000: created 1000 7, 2 until 3000 9");
    }

    @Test
    void alertComesWithTheCreationWhenTheEventsWereFirst() throws Exception {
        counting(1_000, "8");
        counting(2_000, null);
        counting(2_500, "9");
        assertThat(alerts()).isEmpty();

        created(3_000, null);
        assertThat(alerts()).containsExactly("MATCHED b-1000 at 3000: created 3000 null, 3 until 2500 9");
    }

    @Test
    void eventThatDoesNotCountLeavesNoTrace() throws Exception {
        event(false, 1_000, "8");

        assertNothingIsKept();
    }

    @Test
    void firstOfTwoCreationsCounts() throws Exception {
        created(1_000, "1");
        created(1_500, "2");
        counting(2_000, "8");
        counting(2_000, "9");

        assertThat(alerts()).containsExactly("MATCHED b-1000 at 2000: created 1000 1, 2 until 2000 9");
    }

    @Test
    void incompleteBookingIsUnmatchedAtTheTimeout() throws Exception {
        created(1_000, "7");
        counting(2_000, "8");
        harness.processWatermark(10_999);
        assertThat(alerts()).isEmpty();

        harness.processWatermark(11_000);
        assertThat(alerts()).containsExactly("UNMATCHED b-1000 at 11000: created 1000 7, 1 until 2000 8");
    }

    @Test
    void lastMomentBeforeTheTimeoutCounts() throws Exception {
        counting(1_000, "8");
        counting(1_001, "9");
        created(10_999, "7");

        assertThat(alerts()).containsExactly("MATCHED b-1000 at 10999: created 10999 7, 2 until 1001 9");
    }

    /** Records arrive before the watermark that releases them, and thus before earlier timers fire. */
    @Test
    void timeoutAppliesAlsoBeforeTheWatermarkReachesIt() throws Exception {
        counting(1_000, "8");
        counting(1_001, "9");
        created(11_000, "7");

        assertThat(alerts()).containsExactly("UNMATCHED b-1000 at 11000: created null null, 2 until 1001 9");
        harness.processWatermark(11_000);
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void noSecondAlertDuringTheRetention() throws Exception {
        created(1_000, "7");
        counting(1_000, "8");
        counting(1_000, "9");
        created(20_999, "7");
        counting(20_999, "8");
        counting(20_999, "9");

        assertThat(alerts()).hasSize(1);
        harness.processWatermark(21_000);
        assertThat(alerts()).hasSize(1);
        assertNothingIsKept();
    }

    @Test
    void recordAfterTheRetentionStartsANewStory() throws Exception {
        created(1_000, "7");
        counting(1_000, "8");
        counting(1_000, "9");
        counting(21_000, "8");
        harness.processWatermark(60_000);

        assertThat(alerts())
                .containsExactly(
                        "MATCHED b-1000 at 1000: created 1000 7, 2 until 1000 9",
                        "UNMATCHED b-21000 at 31000: created null null, 1 until 21000 8");
        assertNothingIsKept();
    }

    @Test
    void recordLongAfterTheTimeoutEmitsTheAlertAndStartsANewStory() throws Exception {
        created(1_000, "7");
        created(99_000, "8");

        assertThat(alerts()).containsExactly("UNMATCHED b-1000 at 11000: created 1000 7, 0 until null null");
        harness.prepareSnapshotPreBarrier(1);
        assertThat(harness.numKeyedStateEntries()).isOne();
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(alerts())
                .containsExactly(
                        "UNMATCHED b-1000 at 11000: created 1000 7, 0 until null null",
                        "UNMATCHED b-99000 at 109000: created 99000 8, 0 until null null");
        assertNothingIsKept();
    }

    @Test
    void unmatchedRecordIsKeptAfterARestore() throws Exception {
        created(1_000, "7");
        counting(1_000, "8");
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        harness = harness(state);
        counting(2_000, "9");
        assertThat(alerts()).containsExactly("MATCHED b-1000 at 2000: created 1000 7, 2 until 2000 9");
    }

    /** With all stories in the cache, and with nearly all of them in state. */
    @ParameterizedTest
    @ValueSource(longs = {BookingOperator.MAX_CACHE_BYTES, 0})
    void storiesAreRestoredAtAnotherParallelism(long maxCacheBytes) throws Exception {
        harness.close();
        harness = harness(maxCacheBytes, 1, 0, null);
        Set<String> bookings = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            bookings.add("b-" + i);
            created("b-" + i, 1_000, "7");
        }
        OperatorSubtaskState state = snapshot();
        harness.close();

        Set<String> found = new TreeSet<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            harness = harness(maxCacheBytes, 2, subtask, state);
            harness.processWatermark(11_000);
            List<String> alerts = alerts();
            assertThat(alerts).hasSizeBetween(30, 70);
            alerts.forEach(alert -> found.add(alert.replaceAll("UNMATCHED (.*)-1000 .*", "$1")));
            // again: what one subtask has read is in its own next snapshot
            snapshot();
            harness.processWatermark(31_000);
            assertNothingIsKept();
            harness.close();
        }
        assertThat(found).isEqualTo(bookings);
    }

    private OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }
}
