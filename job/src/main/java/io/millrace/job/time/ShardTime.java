package io.millrace.job.time;

import static io.millrace.job.time.EventFormat.NO_TIME;

import org.jspecify.annotations.Nullable;

/**
 * How far event time has come in one shard, as two maxima over the records read from it: so it depends on the shard's
 * content alone, and neither on when the records were read nor on what other shards hold.
 *
 * <p>A Flink POJO, and the one mutable one: it is operator state, owned by {@link EventClock}.
 */
public final class ShardTime {
    /** The shard: stream name and shard id. */
    public String shard = "";
    /** The newest event time so far; an event cannot have happened after it arrived, so at most its arrival. */
    public long newest = NO_TIME;
    /**
     * The largest event time minus arrival so far, at most zero. Added to an arrival it gives the time that an event
     * as prompt as the promptest so far would have then: so the arrivals are a clock, even when no event comes.
     */
    public long offset = NO_TIME;

    /** For Flink's serializer. */
    public ShardTime() {}

    ShardTime(String shard) {
        this.shard = shard;
    }

    void advance(long eventTime, long arrival, boolean hasArrival) {
        newest = Math.max(newest, hasArrival ? Math.min(eventTime, arrival) : eventTime);
        if (hasArrival) {
            offset = Math.max(offset, Math.min(0, eventTime - arrival));
        }
    }

    /** Takes over what another reading of the same shard knew. */
    void merge(ShardTime other) {
        newest = Math.max(newest, other.newest);
        offset = Math.max(offset, other.offset);
    }

    boolean isKnown() {
        return newest != NO_TIME;
    }

    /**
     * The shard's watermark when whatever arrived before a moment has been read.
     *
     * @param moment epoch milliseconds by the stream's clock, or {@link EventFormat#NO_TIME} for a stream without one
     * @return epoch milliseconds: no event of this time or older counts any more; {@code NO_TIME} before any event
     */
    long watermark(long moment, EventTimeSettings settings) {
        if (!isKnown()) {
            return NO_TIME;
        }
        long time = newest;
        if (moment != NO_TIME && offset != NO_TIME) {
            time = Math.max(time, moment + offset - settings.idleWaitMillis());
        }
        return time - settings.outOfOrdernessMillis() - 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShardTime
                && shard.equals(((ShardTime) other).shard)
                && newest == ((ShardTime) other).newest
                && offset == ((ShardTime) other).offset;
    }

    @Override
    public int hashCode() {
        return shard.hashCode();
    }

    @Override
    public String toString() {
        return shard + " newest " + newest + " offset " + offset;
    }
}
