package io.millrace.job.replay;

import io.millrace.job.record.SourceRecord;

/** Decides what is late in one shard, straight from decision 4, for sequential models of jobs. */
public final class ReferenceClock {
    private final long outOfOrderness;
    private final long idleTimeout;
    private long newest = Long.MIN_VALUE;
    private long offset = Long.MIN_VALUE;

    public ReferenceClock(long outOfOrderness, long idleTimeout) {
        this.outOfOrderness = outOfOrderness;
        this.idleTimeout = idleTimeout;
    }

    /** An event's time: its timestamp if it has one, else the record's arrival, else the epoch. */
    public static long time(Long timestamp, SourceRecord record) {
        if (timestamp != null) {
            return timestamp;
        }
        return record.hasArrival() ? record.arrivalMillis : 0;
    }

    /** Whether the next event of the shard is late. */
    public boolean isLate(long time, long deadline, SourceRecord record) {
        long clock = newest;
        if (record.hasArrival() && offset != Long.MIN_VALUE) {
            clock = Math.max(clock, record.arrivalMillis + offset - idleTimeout);
        }
        boolean late = newest != Long.MIN_VALUE && deadline <= clock - outOfOrderness - 1;
        newest = Math.max(newest, record.hasArrival() ? Math.min(time, record.arrivalMillis) : time);
        if (record.hasArrival()) {
            offset = Math.max(offset, Math.min(0, time - record.arrivalMillis));
        }
        return late;
    }
}
