package io.millrace.job.replay;

import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.TreeMap;

/** Decides what is late in one shard, straight from decision 4, for sequential models of jobs. */
public final class ReferenceClock {
    /** In the settings of all tests. */
    private static final long CLOCK_SKEW = 1_000;

    private static final long PERIOD = Duration.ofMinutes(5).toMillis();

    private final long outOfOrderness;
    private final long idleTimeout;
    /** By the period of their arrivals: the largest (event time - arrival), at most 0, of events that tell it. */
    private final TreeMap<Long, Long> offsets = new TreeMap<>();

    private long newest = Long.MIN_VALUE;
    private long clock = Long.MIN_VALUE;
    private boolean hasArrivals;

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
        if (!record.hasArrival()) {
            boolean late = newest != Long.MIN_VALUE && deadline <= newest - outOfOrderness - 1;
            newest = Math.max(newest, time);
            return late;
        }
        long arrival = record.arrivalMillis;
        // event time never goes back, also if the offset does
        if (hasArrivals) {
            clock = Math.max(clock, arrival + offset() - idleTimeout);
        }
        clock = Math.max(clock, newest);
        boolean late = clock != Long.MIN_VALUE && deadline <= clock - outOfOrderness - 1;
        hasArrivals = true;
        newest = Math.max(newest, Math.min(time, arrival));
        if (time != arrival && time - arrival <= CLOCK_SKEW) {
            long period = Math.floorDiv(arrival, PERIOD);
            period = offsets.isEmpty() ? period : Math.max(period, offsets.lastKey());
            offsets.merge(period, Math.min(0, time - arrival), Math::max);
        }
        return late;
    }

    /** Of the last two periods with such events; 0 before the first. */
    private long offset() {
        return offsets.descendingMap().values().stream()
                .limit(2)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
