package io.millrace.job.time;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;

/** An event's time: its timestamp, or else its arrival in the stream, or else the epoch. */
public final class EventTimes {
    /** The lowest timestamp: the epoch. */
    public static final long BEGINNING = 0;

    /** The highest timestamp: the end of the year 9999. Window arithmetic cannot overflow, and times in microseconds are refused. */
    public static final long END = 253_402_300_799_999L;

    private EventTimes() {}

    /** The time of an event without a timestamp. */
    public static long withoutTimestamp(SourceRecord record) {
        return record.hasArrival() ? record.arrivalMillis : BEGINNING;
    }

    /**
     * Checks the range of a timestamp.
     *
     * @param field its name in the record
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
     * Checks that a timestamp is not too far ahead of the record's arrival.
     *
     * @param maxAheadMillis how far it may be ahead
     * @throws RejectedException if it is further ahead
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
