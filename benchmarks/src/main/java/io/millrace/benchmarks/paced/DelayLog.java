package io.millrace.benchmarks.paced;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** When results arrived, and when they were due. */
public final class DelayLog {
    private static final int DIGITS = 3;

    private final List<Result> results = new ArrayList<>();
    private long newestDue = Long.MIN_VALUE;

    /**
     * One result.
     *
     * @param due the end of its window, or the time of the event that decided it; in epoch milliseconds
     * @param arrival when its stream accepted it, in epoch milliseconds
     */
    public record Result(long due, long arrival) {
        /** In milliseconds. */
        public long delay() {
            return Math.max(0, arrival - due);
        }
    }

    public synchronized void add(Result result) {
        results.add(result);
        newestDue = Math.max(newestDue, result.due);
    }

    /** The latest due time of all results. */
    public synchronized long newestDue() {
        return newestDue;
    }

    public synchronized List<Result> where(Predicate<Result> condition) {
        return results.stream().filter(condition).toList();
    }

    /** Those that were due from one time to before another. */
    public List<Result> dueWithin(long from, long to) {
        return where(result -> result.due >= from && result.due < to);
    }

    /** Forgets everything. */
    public synchronized void clear() {
        results.clear();
        newestDue = Long.MIN_VALUE;
    }

    /** The distribution of delays, in milliseconds. */
    public static Histogram delays(List<Result> results) {
        Histogram histogram = new Histogram(DIGITS);
        results.forEach(result -> histogram.recordValue(result.delay()));
        return histogram;
    }

    /**
     * By how much the least delay has grown from the first half of a time to its second, in milliseconds. While a system keeps up
     * with its load it does not; a checkpoint delays some results, but not all of a half.
     */
    public static double growth(List<Result> results, long from, long to) {
        OptionalLong first = leastDelay(results, from, middle(from, to));
        OptionalLong last = leastDelay(results, middle(from, to), to);
        return first.isEmpty() || last.isEmpty() ? 0 : last.getAsLong() - first.getAsLong();
    }

    /**
     * By how much it will have grown at least, when the results that are missing have arrived.
     *
     * @param known the results that arrived before this are known
     */
    public static double certainGrowth(List<Result> results, long from, long to, long known) {
        OptionalLong first = leastDelay(results, from, middle(from, to));
        long last = leastDelay(results, middle(from, to), to).orElse(Long.MAX_VALUE);
        return first.isEmpty() ? 0 : Math.min(last, known - to) - first.getAsLong();
    }

    private static long middle(long from, long to) {
        return from + (to - from) / 2;
    }

    private static OptionalLong leastDelay(List<Result> results, long from, long to) {
        return results.stream()
                .filter(result -> result.due >= from && result.due < to)
                .mapToLong(Result::delay)
                .min();
    }
}
