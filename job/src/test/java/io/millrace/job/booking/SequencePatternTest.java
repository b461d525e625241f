package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.booking.sequence.SequenceParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequencePatternTest {
    private static final String PAYMENT_TROUBLE =
            "trouble: PAYMENT_FAILED{3} within 10 ms, then CANCELLED within 50 ms";
    private static final String UNCONFIRMED = "unconfirmed: created, not CONFIRMED within 15 ms";

    private KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, Escalation> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void open(String sequence) throws Exception {
        open(sequence, null);
    }

    private void open(String sequence, OperatorSubtaskState state) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator(sequence), event -> event.bookingId, Types.STRING);
        harness.setup(TypeInformation.of(Escalation.class).createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    /** The operator as in the topology. */
    @SuppressWarnings("unchecked")
    private static OneInputStreamOperator<BookingEvent, Escalation> operator(String sequence) {
        KeyedStream<BookingEvent, String> none = StreamExecutionEnvironment.createLocalEnvironment()
                .fromData(TypeInformation.of(BookingEvent.class), new BookingEvent())
                .keyBy(event -> event.bookingId, Types.STRING);
        Transformation<Escalation> followed = BookingTopology.follow(
                        none,
                        SequenceParser.read(sequence, Duration.ofHours(1))
                                .sequences()
                                .get(0))
                .getTransformation();
        return ((OneInputTransformation<BookingEvent, Escalation>) followed).getOperator();
    }

    private void created(long time) throws Exception {
        harness.processElement(
                BookingEvent.creation("b", null, time, Specimen.SOURCE).withoutSource(), time);
    }

    private void events(String type, long... times) throws Exception {
        for (long time : times) {
            harness.processElement(
                    BookingEvent.event("b", type, false, null, time, Specimen.SOURCE)
                            .withoutSource(),
                    time);
        }
    }

    private List<String> escalations() {
        List<String> escalations = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof StreamRecord) {
                escalations.add(((StreamRecord<?>) element).getValue().toString());
            }
        }
        return escalations;
    }

    @Test
    void absenceIsEscalatedAtTheTimeout() throws Exception {
        open(UNCONFIRMED);
        created(100);
        harness.processWatermark(114);
        assertThat(escalations()).isEmpty();

        harness.processWatermark(115);
        assertThat(escalations()).containsExactly("unconfirmed-b-100-115 at 115 of 1");
        assertNothingIsKept();
    }

    @Test
    void eventBeforeTheTimeoutEndsTheWait() throws Exception {
        open(UNCONFIRMED);
        created(100);
        events("CONFIRMED", 114);
        harness.processWatermark(1_000);

        assertThat(escalations()).isEmpty();
        assertNothingIsKept();
    }

    @Test
    void eventAtTheTimeoutIsTooLate() throws Exception {
        open(UNCONFIRMED);
        created(100);
        events("CONFIRMED", 115);
        harness.processWatermark(1_000);

        assertThat(escalations()).containsExactly("unconfirmed-b-100-115 at 115 of 1");
    }

    @Test
    void eventOfTheTypeCreatedIsNoCreation() throws Exception {
        open(UNCONFIRMED);
        events("created", 100);
        harness.processWatermark(1_000);

        assertThat(escalations()).isEmpty();
    }

    @Test
    void sequenceIsEscalatedAtItsLastRecordWhateverComesBetween() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 105);
        events("SEEN", 106);
        events("PAYMENT_FAILED", 109);
        events("SEEN", 120);
        events("CANCELLED", 149);
        harness.processWatermark(149);

        assertThat(escalations()).containsExactly("trouble-b-100-149 at 149 of 4");
    }

    @Test
    void stepMustEndWithinItsTime() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 105, 110);
        events("CANCELLED", 120);
        harness.processWatermark(1_000);

        assertThat(escalations()).isEmpty();
    }

    @Test
    void laterAttemptSucceedsWhereTheFirstDidNot() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 108, 112, 117);
        events("CANCELLED", 120);
        harness.processWatermark(1_000);

        assertThat(escalations()).containsExactly("trouble-b-108-120 at 120 of 4");
    }

    @Test
    void attemptDoesNotWaitForAnEarlierOneToEnd() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 120, 121, 122);
        events("CANCELLED", 130);
        harness.processWatermark(130);

        assertThat(escalations()).containsExactly("trouble-b-120-130 at 130 of 4");
    }

    @Test
    void recordMayBePartOfSeveralEscalations() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102);
        events("CANCELLED", 103);
        events("PAYMENT_FAILED", 104);
        events("CANCELLED", 105);
        harness.processWatermark(1_000);

        assertThat(escalations()).containsExactly("trouble-b-100-103 at 103 of 4", "trouble-b-101-105 at 105 of 4");
    }

    @Test
    void sequenceMustEndWithinItsTime() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102);
        events("CANCELLED", 150);
        harness.processWatermark(1_000);

        assertThat(escalations()).isEmpty();
        assertNothingIsKept();
    }

    @Test
    void recordThatCompletesManyAttemptsIsOneEscalationOfTheFirst() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102, 103, 104, 105);
        events("CANCELLED", 120);
        harness.processWatermark(1_000);

        assertThat(escalations()).containsExactly("trouble-b-100-120 at 120 of 4");
    }

    @Test
    void nothingIsKeptOnceAllAttemptsAreOver() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 101, 102, 103);
        events("CANCELLED", 120);
        events("PAYMENT_FAILED", 130);
        harness.processWatermark(140);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        harness.processWatermark(200);
        assertNothingIsKept();
    }

    @Test
    void attemptGoesOnAfterARestore() throws Exception {
        open(PAYMENT_TROUBLE);
        events("PAYMENT_FAILED", 100, 105);
        harness.processWatermark(106);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        open(PAYMENT_TROUBLE, state);
        events("PAYMENT_FAILED", 109);
        events("CANCELLED", 120);
        harness.processWatermark(120);
        assertThat(escalations()).containsExactly("trouble-b-100-120 at 120 of 4");
    }

    private void assertNothingIsKept() {
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
