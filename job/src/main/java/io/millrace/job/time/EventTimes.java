package io.millrace.job.time;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;

/** What counts as an event's time: its own timestamp, else its arrival in the stream, else the beginning of time. */
public final class EventTimes {
    /** The beginning of time, which is the least timestamp there is: the epoch. */
    public static final long BEGINNING = 0;

    /** The last millisecond of the year 9999: window arithmetic stays far from overflow, and typing errors show. */
    public static final long END = 253_402_300_799_999L;

    private EventTimes() {}

    /** The time of an event without a timestamp of its own. */
    public static long withoutTimestamp(SourceRecord record) {
        return record.hasArrival() ? record.arrivalMillis : BEGINNING;
    }

    /**
     * The timestamp, if it is one.
     *
     * @param field what the record calls it
     * @throws RejectedException when it is outside {@link #BEGINNING} to {@link #END}
     */
    public static long checked(String field, long timestamp) throws RejectedException {
        if (timestamp < BEGINNING || timestamp > END) {
            throw new RejectedException(
                    Rejection.OUT_OF_RANGE,
                    field + " must be epoch milliseconds from " + BEGINNING + " to " + END + ", got " + timestamp);
        }
        return timestamp;
    }

    /**
     * The timestamp, if the record can have carried it when it arrived.
     *
     * @param maxAheadMillis by how much it may exceed the record's arrival
     * @throws RejectedException when it exceeds it by more
     */
    public static long notAhead(long timestamp, SourceRecord record, long maxAheadMillis) throws RejectedException {
        if (record.hasArrival() && timestamp - record.arrivalMillis > maxAheadMillis) {
            throw new RejectedException(
                    Rejection.OUT_OF_RANGE,
                    "timestamp must be at most " + maxAheadMillis + " ms after the record's arrival, got " + timestamp
                            + " for an arrival at " + record.arrivalMillis);
        }
        return timestamp;
    }
}
