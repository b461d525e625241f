package io.millrace.benchmarks;

import java.util.Arrays;

/** The lowest, the middle and the highest of some measurements. */
record Spread(double min, double median, double max) {
    /** @param figures at least one, in any order */
    static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
