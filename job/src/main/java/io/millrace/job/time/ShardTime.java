package io.millrace.job.time;

import static io.millrace.job.time.EventReader.NO_TIME;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far event time has advanced in one shard, as maxima over the records read from it, and how far the shard has been
 * read. Both depend on the shard's content alone, not on when the records were read or on what other shards contain.
 *
 * <p>A Flink POJO, and the only mutable one: it is operator state, owned by {@link EventTimeOperator}. The name of this
 * class is part of savepoints.
 */
public final class ShardTime {
    /** The shortest delay is that of this period of arrivals and of the one before it. */
    static final long PERIOD = Duration.ofMinutes(5).toMillis();

    /** No delay, until an event tells one. */
    private static final long ASSUMED = 1;

    /** The shard: stream name and shard id. */
    public String shard = "";
    /** The newest event time so far. An event cannot happen after its record was created, or has arrived, so at most that. */
    public long newest = NO_TIME;
    /**
     * The largest event time minus arrival of a period of arrivals, at most zero: minus the shortest delay of an event. {@link
     * #ASSUMED} if no event has told its delay so far.
     */
    public long offset = NO_TIME;
    /** The {@link #offset} of the period before that. */
    public long earlierOffset = NO_TIME;
    /** The arrival with which the next period begins. */
    public long nextPeriod = NO_TIME;
    /** How far the shard has been read; null in state of earlier builds. */
    public @Nullable ReadPosition position;

    /** For Flink's serializer. */
    public ShardTime() {}

    ShardTime(String shard) {
        this.shard = shard;
        this.position = new ReadPosition();
    }

    ReadPosition position() {
        if (position == null) {
            position = new ReadPosition();
        }
        return position;
    }

    /** @param latest when the event can have happened at the latest: its arrival, if the stream has arrivals */
    void advance(long eventTime, long latest, boolean isArrival, EventTimeSettings settings) {
        newest = Math.max(newest, latest == NO_TIME ? eventTime : Math.min(eventTime, latest));
        if (isArrival) {
            arrived(eventTime, latest, settings);
        }
    }

    private void arrived(long eventTime, long arrival, EventTimeSettings settings) {
        long ahead = eventTime - arrival;
        if (ahead != 0 && ahead <= settings.clockSkewMillis()) {
            arrivedAfter(Math.min(0, ahead), arrival, settings);
        } else if (offset == NO_TIME) {
            // a time that is the arrival, or further ahead than clocks are, tells no delay
            offset = ASSUMED;
        }
    }

    private void arrivedAfter(long eventOffset, long arrival, EventTimeSettings settings) {
        long before = offset();
        if (arrival >= nextPeriod) {
            nextPeriod = arrival - Math.floorMod(arrival, PERIOD) + PERIOD;
            earlierOffset = offset;
            offset = NO_TIME;
        }
        offset = better(offset, eventOffset);
        if (offset() < before) {
            // what was late by the offset before stays late
            newest = Math.max(newest, arrival + before - settings.idleTimeoutMillis());
        }
    }

    /**
     * Minus the shortest delay of the latest events. Added to a later moment of the stream's clock, it gives an estimate of the
     * event time then, even without an event. {@link EventReader#NO_TIME} if there is no clock.
     */
    long offset() {
        return Math.min(0, better(offset, earlierOffset));
    }

    /** The larger one, but what is assumed only if there is no other. */
    private static long better(long left, long right) {
        if (left == ASSUMED) {
            return right == NO_TIME ? left : right;
        }
        if (right == ASSUMED) {
            return left == NO_TIME ? right : left;
        }
        return Math.max(left, right);
    }

    /** Continues from the time of a parent, or of another copy of this shard's state. */
    void continueFrom(ShardTime other) {
        newest = Math.max(newest, other.newest);
        offset = better(offset, other.offset);
        earlierOffset = better(earlierOffset, other.earlierOffset);
        nextPeriod = Math.max(nextPeriod, other.nextPeriod);
    }

    /** Of two copies of one shard's state: the later position, and the time of both. */
    static ShardTime merge(ShardTime left, ShardTime right) {
        return isLater(left.position, right.position) ? left.completedBy(right) : right.completedBy(left);
    }

    private ShardTime completedBy(ShardTime outdated) {
        if (offset == NO_TIME) {
            continueFrom(outdated);
        }
        newest = Math.max(newest, outdated.newest);
        return this;
    }

    private static boolean isLater(@Nullable ReadPosition left, @Nullable ReadPosition right) {
        return left != null && (right == null || left.checkpoint > right.checkpoint);
    }

    /** Whether records of the shard have been read; false in state of earlier builds. */
    boolean hasRecords() {
        return position != null && position.records > 0;
    }

    /** Whether a stream may still have records of the shard that are in its state. */
    boolean isReadable(long now) {
        return position == null || position.isReadable(now);
    }

    boolean isKnown() {
        return newest != NO_TIME;
    }

    /**
     * The shard's watermark when all records that arrived before a moment have been read.
     *
     * @param moment epoch milliseconds by the stream's clock, or {@link EventReader#NO_TIME} for a stream without one
     * @return epoch milliseconds: events of this time or older are late; {@code NO_TIME} before the first event
     */
    long watermark(long moment, EventTimeSettings settings) {
        if (!isKnown()) {
            return NO_TIME;
        }
        long time = newest;
        long shortest = offset();
        if (moment != NO_TIME && shortest != NO_TIME) {
            time = Math.max(time, moment + shortest - settings.idleTimeoutMillis());
        }
        return time - settings.outOfOrdernessMillis() - 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShardTime
                && shard.equals(((ShardTime) other).shard)
                && newest == ((ShardTime) other).newest
                && offset == ((ShardTime) other).offset
                && earlierOffset == ((ShardTime) other).earlierOffset
                && nextPeriod == ((ShardTime) other).nextPeriod
                && Objects.equals(position, ((ShardTime) other).position);
    }

    @Override
    public int hashCode() {
        return shard.hashCode();
    }

    @Override
    public String toString() {
        return shard + " newest " + newest + " offset " + offset() + " at " + position;
    }
}
