package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.booking.sequence.SequenceParser;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitRecordsTest {
    private KeyedOneInputStreamOperatorTestHarness<String, BookingEvent, BookingEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new LimitRecords(SequenceParser.read("n: created, A, not B within 100 ms", Duration.ofHours(1))
                                .sequences()
                                .get(0))),
                event -> event.bookingId,
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void event(String bookingId, String type, long time) throws Exception {
        harness.processElement(
                BookingEvent.event(bookingId, type, false, null, time, Specimen.SOURCE)
                        .withoutSource(),
                time);
    }

    @Test
    void onlyRelevantRecordsPass() throws Exception {
        harness.processElement(
                BookingEvent.creation("b", null, 1, Specimen.SOURCE).withoutSource(), 1);
        event("b", "A", 2);
        event("b", "B", 3);
        event("b", "C", 4);
        event("b", "created", 5);

        assertThat(harness.extractOutputValues())
                .extracting(BookingEvent::toString)
                .containsExactly("creation of booking b at 1", "A of booking b at 2", "B of booking b at 3");
    }

    @Test
    void recordsOfOneBookingAreLimitedWhileTheSequenceLasts() throws Exception {
        for (int i = 0; i < LimitRecords.MAX_RECORDS + 50; i++) {
            event("b", "A", 1_000);
        }
        event("c", "A", 1_099);
        event("b", "A", 1_099);
        event("b", "A", 1_100);

        assertThat(harness.extractOutputValues()).hasSize(LimitRecords.MAX_RECORDS + 2);
        harness.processWatermark(1_200);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
