package io.millrace.job.outliers;

import java.io.Serializable;
import java.time.Duration;

/** What makes a value an outlier. Immutable. */
final class OutlierRule implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double smoothingFactor;
    private final double threshold;
    private final int warmUp;
    private final double minDeviation;
    private final long stateTtlMillis;

    /**
     * @param smoothingFactor weight of a key's newest value, above 0 and below 1
     * @param threshold an outlier has a score above this
     * @param warmUp how many values a key must have had before one can be an outlier
     * @param minDeviation lower bound of the deviation, in units of the values' last place; above 0
     * @param stateTtl how long a key without a new value is kept
     */
    OutlierRule(double smoothingFactor, double threshold, int warmUp, double minDeviation, Duration stateTtl) {
        this.smoothingFactor = smoothingFactor;
        this.threshold = threshold;
        this.warmUp = warmUp;
        this.minDeviation = minDeviation;
        this.stateTtlMillis = stateTtl.toMillis();
    }

    double smoothingFactor() {
        return smoothingFactor;
    }

    boolean isWarm(Usual usual) {
        return usual.count >= warmUp;
    }

    double deviation(Usual usual) {
        return Math.max(usual.deviation(), minDeviation);
    }

    boolean isOutlier(double score) {
        return score > threshold;
    }

    /** The last moment, in epoch milliseconds, at which the statistics are still used. */
    long expiresAfter(Usual usual) {
        return usual.latest + stateTtlMillis;
    }
}
