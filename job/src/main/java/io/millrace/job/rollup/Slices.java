package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The totals of a key's slices of time, ordered by their ends, 48 bytes per slice. All are in one value, because up to
 * some kilobytes the number of accesses to keyed state matters more than the size.
 *
 * <p>A Flink POJO, never assigned after construction. The name of this class is part of savepoints.
 */
public final class Slices {
    private static final int WORDS = 6;
    private static final int END = 0;
    private static final int COUNT = 1;
    private static final int SUM_HIGH = 2;
    private static final int SUM_LOW = 3;
    private static final int MIN = 4;
    private static final int MAX = 5;

    /** For each slice, its end in epoch milliseconds, exclusive, and the fields of its {@link Totals} in their order. */
    public long[] words;

    /** No slices; also for Flink's serializer. */
    public Slices() {
        this(new long[0]);
    }

    private Slices(long[] words) {
        this.words = requireNonNull(words, "words is null");
    }

    int size() {
        return words.length / WORDS;
    }

    boolean isEmpty() {
        return words.length == 0;
    }

    boolean has(long end) {
        return isEnd(firstFrom(end), end);
    }

    private boolean isEnd(int at, long end) {
        return at < words.length && words[at + END] == end;
    }

    /** Whether a slice ends at this time or earlier. */
    boolean hasUntil(long end) {
        return !isEmpty() && words[END] <= end;
    }

    /** These slices with more in the one that ends at this time. */
    Slices with(long end, Totals more) {
        int at = firstFrom(end);
        if (!isEnd(at, end)) {
            long[] longer = new long[words.length + WORDS];
            System.arraycopy(words, 0, longer, 0, at);
            System.arraycopy(words, at, longer, at + WORDS, words.length - at);
            longer[at + END] = end;
            return new Slices(longer).set(at, more);
        }
        Totals merged = new Totals();
        merge(at, merged);
        merged.merge(more);
        return new Slices(words.clone()).set(at, merged);
    }

    private Slices set(int at, Totals totals) {
        words[at + COUNT] = totals.count;
        words[at + SUM_HIGH] = totals.sumHigh;
        words[at + SUM_LOW] = totals.sumLow;
        words[at + MIN] = totals.min;
        words[at + MAX] = totals.max;
        return this;
    }

    /** The totals of the slices that end after the first time and not after the second. */
    Totals between(long after, long until) {
        Totals totals = new Totals();
        for (int at = firstFrom(after + 1); at < words.length && words[at + END] <= until; at += WORDS) {
            merge(at, totals);
        }
        return totals;
    }

    private void merge(int at, Totals into) {
        into.merge(words[at + COUNT], words[at + SUM_HIGH], words[at + SUM_LOW], words[at + MIN], words[at + MAX]);
    }

    /** The slices that end after this time. */
    Slices after(long end) {
        int first = firstFrom(end + 1);
        return first == 0 ? this : new Slices(Arrays.copyOfRange(words, first, words.length));
    }

    /** The position of the first slice that ends at this time or later: usually the last one, or none. */
    private int firstFrom(long end) {
        int at = words.length;
        while (at > 0 && words[at - WORDS + END] >= end) {
            at -= WORDS;
        }
        return at;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slices && Arrays.equals(words, ((Slices) other).words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return size() + " slices";
    }
}
