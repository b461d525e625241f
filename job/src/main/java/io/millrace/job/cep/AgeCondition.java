package io.millrace.job.cep;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/** A condition on a record alone, that holds for some time after the first record of its match. */
public abstract class AgeCondition<E> extends IterativeCondition<E> {
    private static final long serialVersionUID = 1L;

    private final String first;
    private final long withinMillis;

    /**
     * @param first the name of the pattern that takes the first record
     * @param withinMillis how long after that record the condition can hold, exclusive
     */
    protected AgeCondition(String first, long withinMillis) {
        this.first = requireNonNull(first, "first is null");
        this.withinMillis = withinMillis;
    }

    /** Whether the record is of the kind that is looked for, at any time. */
    public abstract boolean fits(E event);

    /** The time of a record, in milliseconds. */
    protected abstract long time(E event);

    /** How long after the first record the condition can hold, exclusive. */
    public final long withinMillis() {
        return withinMillis;
    }

    @Override
    public final boolean filter(E event, Context<E> attempt) throws Exception {
        if (!fits(event)) {
            return false;
        }
        Iterator<E> taken = attempt.getEventsForPattern(first).iterator();
        return !taken.hasNext() || time(event) - time(taken.next()) < withinMillis;
    }
}
