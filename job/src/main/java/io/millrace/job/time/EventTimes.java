package io.millrace.job.time;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;

/**
 * An event's time: its timestamp, or else its arrival in the stream. In a stream that does not know arrivals, it is when its
 * producer says that it has created the record, or else the epoch.
 */
public final class EventTimes {
    /** The lowest timestamp: the epoch. */
    public static final long BEGINNING = 0;

    /** The highest timestamp: the end of the year 9999. Window arithmetic cannot overflow, and times in microseconds are refused. */
    public static final long END = 253_402_300_799_999L;

    private EventTimes() {}

    /**
     * The time of an event without a timestamp.
     *
     * @throws RejectedException when the producer's is outside {@link #BEGINNING} to {@link #END}
     */
    public static long withoutTimestamp(SourceRecord record) throws RejectedException {
        long latest = record.latestMillis();
        return latest == SourceRecord.NO_ARRIVAL ? BEGINNING : checked("the record's own time", latest);
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
     * Checks that a timestamp is not too far ahead of the record's arrival, or of its creation where arrivals are not known.
     *
     * @param maxAheadMillis how far it may be ahead
     * @throws RejectedException if it is further ahead
     */
    public static long notAhead(long timestamp, SourceRecord record, long maxAheadMillis) throws RejectedException {
        long latest = record.latestMillis();
        if (latest != SourceRecord.NO_ARRIVAL && timestamp - latest > maxAheadMillis) {
            boolean arrived = record.hasArrival();
            throw new RejectedException(
                    Rejection.OUT_OF_RANGE,
                    "timestamp must be at most " + maxAheadMillis + " ms after the record's "
                            + (arrived ? "arrival" : "creation") + ", got " + timestamp + " for "
                            + (arrived ? "an arrival" : "a creation") + " at " + latest);
        }
        return timestamp;
    }
}
