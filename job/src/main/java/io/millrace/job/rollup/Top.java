package io.millrace.job.rollup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The highest-ranked rollups of a window, in their order. A Flink POJO, changed in place only while it is the accumulator
 * of one operator. The name of this class is part of savepoints.
 */
public final class Top {
    public Rollup[] rollups = new Rollup[0];

    /** Empty; also for Flink's serializer. */
    public Top() {}

    /** Inserts a rollup at its rank, and drops those beyond the size. */
    void add(Rollup rollup, Ranking ranking, int size) {
        int place = Arrays.binarySearch(rollups, rollup, ranking);
        insert(place < 0 ? -place - 1 : place, rollup, size);
    }

    private void insert(int place, Rollup rollup, int size) {
        if (place >= size) {
            return;
        }
        Rollup[] longer = Arrays.copyOf(rollups, Math.min(rollups.length + 1, size));
        System.arraycopy(rollups, place, longer, place + 1, longer.length - place - 1);
        longer[place] = rollup;
        rollups = longer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Top && Arrays.equals(rollups, ((Top) other).rollups);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rollups);
    }

    @Override
    public String toString() {
        return Arrays.toString(rollups);
    }
}
