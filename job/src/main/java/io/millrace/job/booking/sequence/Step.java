package io.millrace.job.booking.sequence;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/** One step of a {@link Sequence}: so many records of one kind, or none of it. Immutable. */
public final class Step implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The word for a record of the stream of created bookings. */
    static final String CREATED = "created";

    private final String type;
    private final int times;
    private final Duration within;

    /**
     * @param type an event's type, or {@value #CREATED}
     * @param times how many records it takes; 0 when there must be none
     * @param within how long after the sequence's first record the step may last, to less than this
     */
    Step(String type, int times, Duration within) {
        this.type = requireNonNull(type, "type is null");
        this.times = times;
        this.within = requireNonNull(within, "within is null");
    }

    /** Whether the step is about the booking's creation, and not about an event of a type. */
    public boolean isCreation() {
        return type.equals(CREATED);
    }

    /** The events' type. */
    public String type() {
        return type;
    }

    /** How many records the step takes; 0 when there must be none. */
    public int times() {
        return times;
    }

    public boolean isAbsence() {
        return times == 0;
    }

    /** How long after the sequence's first record the step may last: to less than this. */
    public Duration within() {
        return within;
    }

    @Override
    public String toString() {
        return (isAbsence() ? "not " : "") + type + (times > 1 ? "{" + times + "}" : "") + " within "
                + within.toMillis() + " ms";
    }
}
