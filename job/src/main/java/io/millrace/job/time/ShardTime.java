package io.millrace.job.time;

import static io.millrace.job.time.EventReader.NO_TIME;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far event time has advanced in one shard, as two maxima over the records read from it, and how far the shard has been
 * read. Both depend on the shard's content alone, not on when the records were read or on what other shards contain.
 *
 * <p>A Flink POJO, and the only mutable one: it is operator state, owned by {@link EventTimeOperator}. The name of this
 * class is part of savepoints.
 */
public final class ShardTime {
    /** The shard: stream name and shard id. */
    public String shard = "";
    /** The newest event time so far. An event cannot happen after its arrival, so at most its arrival. */
    public long newest = NO_TIME;
    /**
     * The largest event time minus arrival so far, at most zero: minus the shortest delay of an event. Added to a later
     * moment of the stream's clock, it gives an estimate of the event time then, even without an event.
     */
    public long offset = NO_TIME;
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

    void advance(long eventTime, long arrival, boolean hasArrival) {
        newest = Math.max(newest, hasArrival ? Math.min(eventTime, arrival) : eventTime);
        if (hasArrival) {
            offset = Math.max(offset, Math.min(0, eventTime - arrival));
        }
    }

    /** Continues from the time of a parent, or of another copy of this shard's state. */
    void continueFrom(ShardTime other) {
        newest = Math.max(newest, other.newest);
        offset = Math.max(offset, other.offset);
    }

    /** Of two copies of one shard's state: the later position, and the time of both. */
    static ShardTime merge(ShardTime left, ShardTime right) {
        if (isLater(left.position, right.position)) {
            left.continueFrom(right);
            return left;
        }
        right.continueFrom(left);
        return right;
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
        if (moment != NO_TIME && offset != NO_TIME) {
            time = Math.max(time, moment + offset - settings.idleTimeoutMillis());
        }
        return time - settings.outOfOrdernessMillis() - 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShardTime
                && shard.equals(((ShardTime) other).shard)
                && newest == ((ShardTime) other).newest
                && offset == ((ShardTime) other).offset
                && Objects.equals(position, ((ShardTime) other).position);
    }

    @Override
    public int hashCode() {
        return shard.hashCode();
    }

    @Override
    public String toString() {
        return shard + " newest " + newest + " offset " + offset + " at " + position;
    }
}
