package io.millrace.job.rollup;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The foremost rollups of a window, in their order. A Flink POJO, changed in place as long as it is one operator's
 * accumulator, and never after that.
 */
public final class Top {
    public Rollup[] rollups = new Rollup[0];

    /** Nothing yet; also for Flink's serializer. */
    public Top() {}

    /** Takes a rollup in at its place; whoever then is not among the first so many drops out. */
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
