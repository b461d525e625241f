package io.millrace.job.lottery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A window's winner. A Flink POJO, never assigned after construction. */
public final class Draw {
    public long lotteryId;
    /** The window's first millisecond and the first after it, in epoch milliseconds. */
    public long windowStart;

    public long windowEnd;
    /** The user who won. */
    public long winner;
    /** The number of entries, at least 1. */
    public long entries;

    /** For Flink's serializer. */
    public Draw() {}

    Draw(long lotteryId, long windowStart, long windowEnd, long winner, long entries) {
        this.lotteryId = lotteryId;
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.winner = winner;
        this.entries = entries;
    }

    /** The same for every repetition of this draw, and for no other: consumers deduplicate by it. */
    String id() {
        return lotteryId + "-" + windowStart;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Draw)) {
            return false;
        }
        Draw that = (Draw) other;
        return lotteryId == that.lotteryId
                && windowStart == that.windowStart
                && windowEnd == that.windowEnd
                && winner == that.winner
                && entries == that.entries;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lotteryId, windowStart, windowEnd, winner, entries);
    }

    @Override
    public String toString() {
        return "draw " + id() + " won by " + winner + " of " + entries;
    }
}
