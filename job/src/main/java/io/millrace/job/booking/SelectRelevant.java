package io.millrace.job.booking;

import io.millrace.job.booking.sequence.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FilterFunction;

/** Passes the records that can change an alert or an escalation. */
final class SelectRelevant implements FilterFunction<BookingEvent> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<SelectRecords> ofSequences = new ArrayList<>();

    SelectRelevant(List<Sequence> sequences) {
        for (Sequence sequence : sequences) {
            ofSequences.add(new SelectRecords(sequence));
        }
    }

    @Override
    public boolean filter(BookingEvent event) {
        if (event.creation || event.counts) {
            return true;
        }
        for (SelectRecords sequence : ofSequences) {
            if (sequence.filter(event)) {
                return true;
            }
        }
        return false;
    }
}
