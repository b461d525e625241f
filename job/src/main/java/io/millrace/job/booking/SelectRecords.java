package io.millrace.job.booking;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceStep;
import java.util.HashSet;
import org.apache.flink.api.common.functions.FilterFunction;

/** Passes the records that a sequence is about. */
final class SelectRecords implements FilterFunction<BookingEvent> {
    private static final long serialVersionUID = 1L;

    private final HashSet<String> types = new HashSet<>();
    private final boolean creations;

    SelectRecords(Sequence sequence) {
        boolean hasCreations = false;
        for (SequenceStep step : sequence.steps()) {
            if (step.isCreation()) {
                hasCreations = true;
            } else {
                types.add(step.type());
            }
        }
        this.creations = hasCreations;
    }

    @Override
    public boolean filter(BookingEvent event) {
        return event.creation ? creations : types.contains(event.type);
    }
}
