package io.millrace.job.outliers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The running statistics of a key: an exponentially weighted mean and variance. A Flink POJO, never assigned after
 * construction. The name of this class is part of savepoints.
 *
 * <p>With the weight {@code w} of the newest value {@code x}:
 *
 * <pre>
 * d        = x - mean
 * mean     = mean + w d
 * variance = (1 - w) (variance + w d²)
 * </pre>
 *
 * <p>This is the update of West ("Updating Mean and Variance Estimates: An Improved Method", Communications of the ACM
 * 22(9), 1979) for exponential weights, in the form of Finch ("Incremental calculation of weighted mean and variance",
 * 2009, section 9). It does not subtract large sums of squares, so that large values do not lose precision. The weight is
 * the smoothing factor, but at least 1 / number of values: the first values count equally, which is Welford's formula, so
 * that the very first one does not dominate.
 */
public final class Usual {
    /** The number of values. */
    public long count;

    public double mean;
    public double variance;
    /** The time of the latest value, in epoch milliseconds. */
    public long latest;

    /** Before any value; also for Flink's serializer. */
    public Usual() {}

    Usual(long count, double mean, double variance, long latest) {
        this.count = count;
        this.mean = mean;
        this.variance = variance;
        this.latest = latest;
    }

    /**
     * The statistics after another value.
     *
     * @param smoothingFactor weight of the newest value, above 0 and below 1
     */
    Usual with(double value, long time, double smoothingFactor) {
        double weight = Math.max(smoothingFactor, 1.0 / (count + 1));
        double difference = value - mean;
        return new Usual(
                count + 1,
                mean + weight * difference,
                (1 - weight) * (variance + weight * difference * difference),
                time);
    }

    double deviation() {
        return Math.sqrt(variance);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Usual)) {
            return false;
        }
        Usual that = (Usual) other;
        return count == that.count
                && Double.compare(mean, that.mean) == 0
                && Double.compare(variance, that.variance) == 0
                && latest == that.latest;
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, mean, variance, latest);
    }

    @Override
    public String toString() {
        return mean + " ± " + deviation() + " of " + count;
    }
}
