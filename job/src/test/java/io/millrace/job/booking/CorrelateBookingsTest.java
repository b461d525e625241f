package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two events must count within 10 s; an alert is remembered for 20 s. */
class CorrelateBookingsTest {
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
        KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, Alert> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new CorrelateBookings(Specimen.settings(), BookingOperator.MAX_CACHE_BYTES),
                        event -> event.bookingId,
                        Types.STRING);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private void created(long time, String value) throws Exception {
        harness.processElement(
                BookingEvent.creation("b", value, time, Specimen.SOURCE).withoutSource(), time);
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
        assertThat(harness.numEventTimeTimers()).isOne();
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
}
