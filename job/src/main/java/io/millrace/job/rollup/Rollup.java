package io.millrace.job.rollup;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The totals of a key in a window. A Flink POJO, never assigned after construction. The name of this class is part of
 * savepoints.
 */
public final class Rollup {
    /** {@link #rank} of a rollup that was not ranked. */
    static final int UNRANKED = 0;

    public String key = "";
    /** The window's first millisecond and the first after it, in epoch milliseconds. */
    public long windowStart;

    public long windowEnd;
    /** The key's values in the window, at least one. */
    public Totals totals = new Totals();
    /** The key's place in the window, from 1; {@link #UNRANKED} if all keys are written. */
    public int rank = UNRANKED;

    /** For Flink's serializer. */
    public Rollup() {}

    Rollup(String key, long windowStart, long windowEnd, Totals totals, int rank) {
        this.key = key;
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.totals = totals;
        this.rank = rank;
    }

    Rollup ranked(int place) {
        return new Rollup(key, windowStart, windowEnd, totals, place);
    }

    /** The same for every repetition of this rollup, and for no other: consumers deduplicate by it. */
    String id() {
        return id(windowSuffix());
    }

    /** The id, with what {@link #windowSuffix} gave for any rollup of the same window. */
    String id(String windowSuffix) {
        return key + windowSuffix;
    }

    /** The end of the ids of a window's rollups. */
    String windowSuffix() {
        return "-" + windowStart + "-" + windowEnd;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Rollup)) {
            return false;
        }
        Rollup that = (Rollup) other;
        return key.equals(that.key)
                && windowStart == that.windowStart
                && windowEnd == that.windowEnd
                && totals.equals(that.totals)
                && rank == that.rank;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, windowStart, windowEnd, totals, rank);
    }

    @Override
    public String toString() {
        return id() + ": " + totals;
    }
}
