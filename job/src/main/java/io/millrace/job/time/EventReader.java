package io.millrace.job.time;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import java.io.Serializable;

/** Parses the records of one input as events, and defines their times. */
public interface EventReader<E> extends Serializable {
    /** Result of {@link #time} for an event that does not advance the time of its shard. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * Parses one record.
     *
     * @throws RejectedException if it is not an event of this input
     */
    E read(SourceRecord record) throws RejectedException;

    /** When the event happened, in epoch milliseconds, or {@link #NO_TIME}. */
    long time(E event);

    /** The last moment of event time, in epoch milliseconds, at which the event still counts. */
    long deadline(E event);

    /** The reason for which a late event is rejected. Depends on the event alone, so that a replay gives the same. */
    String lateness(E event);
}
