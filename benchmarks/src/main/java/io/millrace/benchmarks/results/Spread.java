package io.millrace.benchmarks.results;

import java.util.Arrays;

/** The median of some figures, and the least and the most of them. */
public record Spread(double median, double least, double most) {
    /**
     * The spread of figures.
     *
     * @param figures at least one, in any order
     */
    public static Spread of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("figures must be at least one, got none");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** How far the figures are from the median at most, as a share of it. */
    public double share() {
        return Math.max(most - median, median - least) / median;
    }

    /** The spread of what a figure is divided from: of nanoseconds, given events per second. */
    public Spread dividing(double dividend) {
        return new Spread(dividend / median, dividend / most, dividend / least);
    }
}
