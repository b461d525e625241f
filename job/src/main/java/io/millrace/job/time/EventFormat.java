package io.millrace.job.time;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import java.io.Serializable;

/** How the records of one input become events, and what their times mean. */
public interface EventFormat<E> extends Serializable {
    /** Result of {@link #time} for an event that says nothing about how far its shard's time has come. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * Reads one record's bytes.
     *
     * @throws RejectedException when they are not an event of this input
     */
    E read(SourceRecord record) throws RejectedException;

    /** The time that the event happened at, in epoch milliseconds, or {@link #NO_TIME}. */
    long time(E event);

    /** The last moment of event time, in epoch milliseconds, at which the event would still count. */
    long deadline(E event);

    /** Why a late event is turned away. A function of the event alone, so that a replay says the same. */
    String lateness(E event);
}
