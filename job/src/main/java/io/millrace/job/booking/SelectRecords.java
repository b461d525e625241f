package io.millrace.job.booking;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceStep;
import java.util.LinkedHashSet;
import org.apache.flink.api.common.functions.FilterFunction;

/** Passes the records that a sequence is about. */
final class SelectRecords implements FilterFunction<BookingEvent> {
    private static final long serialVersionUID = 1L;

    /** Few: to compare them costs less than the hash of a type. */
    private final String[] types;

    private final boolean creations;

    SelectRecords(Sequence sequence) {
        LinkedHashSet<String> ofSteps = new LinkedHashSet<>();
        boolean hasCreations = false;
        for (SequenceStep step : sequence.steps()) {
            if (step.isCreation()) {
                hasCreations = true;
            } else {
                ofSteps.add(step.type());
            }
        }
        this.types = ofSteps.toArray(new String[0]);
        this.creations = hasCreations;
    }

    @Override
    public boolean filter(BookingEvent event) {
        return event.creation ? creations : has(event.type);
    }

    private boolean has(String type) {
        for (String each : types) {
            if (each.equals(type)) {
                return true;
            }
        }
        return false;
    }
}
