package io.millrace.job.outliers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A measurement far from the mean of its key. A Flink POJO, never assigned after construction. */
public final class Outlier {
    public String key = "";
    /** The value, in units of the last decimal place kept. */
    public long value;
    /** When it was measured, in epoch milliseconds. */
    public long time;
    /** The mean before it, in the units of {@link #value}. */
    public double mean;
    /** The deviation before it, or its lower bound, in the same units. */
    public double deviation;
    /** How many deviations the value is from the mean. */
    public double score;

    /** For Flink's serializer. */
    public Outlier() {}

    Outlier(String key, long value, long time, double mean, double deviation, double score) {
        this.key = key;
        this.value = value;
        this.time = time;
        this.mean = mean;
        this.deviation = deviation;
        this.score = score;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Outlier)) {
            return false;
        }
        Outlier that = (Outlier) other;
        return key.equals(that.key)
                && value == that.value
                && time == that.time
                && Double.compare(mean, that.mean) == 0
                && Double.compare(deviation, that.deviation) == 0
                && Double.compare(score, that.score) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, value, time, mean, deviation, score);
    }

    @Override
    public String toString() {
        return key + " is " + value + " at " + time + ", " + score + " deviations from " + mean;
    }
}
