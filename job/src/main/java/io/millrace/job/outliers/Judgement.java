package io.millrace.job.outliers;

import java.io.Serializable;
import java.time.Duration;

/** What makes a value an outlier. Immutable. */
final class Judgement implements Serializable {
    private static final long serialVersionUID = 1L;

    private final double forgettingFactor;
    private final double deviations;
    private final int warmUp;
    private final double leastDeviation;
    private final long forgetAfterMillis;

    /**
     * @param forgettingFactor weight of a key's newest value, above 0 and below 1
     * @param deviations an outlier is more deviations than this from the mean
     * @param warmUp how many values a key must have had before one is judged
     * @param leastDeviation what the deviation counts as at least, in units of the values' last place; above 0
     * @param forgetAfter after how long without a value a key starts afresh
     */
    Judgement(double forgettingFactor, double deviations, int warmUp, double leastDeviation, Duration forgetAfter) {
        this.forgettingFactor = forgettingFactor;
        this.deviations = deviations;
        this.warmUp = warmUp;
        this.leastDeviation = leastDeviation;
        this.forgetAfterMillis = forgetAfter.toMillis();
    }

    double forgettingFactor() {
        return forgettingFactor;
    }

    boolean isWarm(Usual usual) {
        return usual.count >= warmUp;
    }

    double deviation(Usual usual) {
        return Math.max(usual.deviation(), leastDeviation);
    }

    boolean isOutlier(double score) {
        return score > deviations;
    }

    /** The last moment, in epoch milliseconds, at which what was usual still is. */
    long rememberedUntil(Usual usual) {
        return usual.latest + forgetAfterMillis;
    }
}
