package io.millrace.job.booking.sequence;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/** One step of a {@link Sequence}: a number of records of one kind, or their absence. Immutable. */
public final class SequenceStep implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The keyword for a created booking. */
    static final String CREATED = "created";

    private final String type;
    private final int times;
    private final Duration within;

    /**
     * @param type an event's type, or {@value #CREATED}
     * @param times the number of records; 0 for their absence
     * @param within how long after the sequence's first record the step may last, exclusive
     */
    SequenceStep(String type, int times, Duration within) {
        this.type = requireNonNull(type, "type is null");
        this.times = times;
        this.within = requireNonNull(within, "within is null");
    }

    /** Whether the step is about the booking's creation, not about events. */
    public boolean isCreation() {
        return type.equals(CREATED);
    }

    /** The events' type. */
    public String type() {
        return type;
    }

    /** The number of records; 0 for their absence. */
    public int times() {
        return times;
    }

    public boolean isAbsence() {
        return times == 0;
    }

    /** How long after the sequence's first record the step may last, exclusive. */
    public Duration within() {
        return within;
    }

    @Override
    public String toString() {
        return (isAbsence() ? "not " : "") + type + (times > 1 ? "{" + times + "}" : "") + " within "
                + within.toMillis() + " ms";
    }
}
