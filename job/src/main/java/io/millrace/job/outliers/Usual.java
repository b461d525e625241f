package io.millrace.job.outliers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a key's values usually are: a mean and a variance in which older values count less and less. A Flink POJO, never
 * assigned after construction.
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
 * 22(9), 1979) for weights that fall exponentially, in the form of Finch ("Incremental calculation of weighted mean and
 * variance", 2009, section 9). It subtracts no large sums of squares from each other, so values that are all large do
 * not lose their deviation. The weight is the forgetting factor, but never less than one by the number of values: the
 * first values then count equally, which is Welford's formula, and the very first one does not outweigh them for long.
 */
public final class Usual {
    /** How many values there were. */
    public long count;

    public double mean;
    public double variance;
    /** The time of the latest value, in epoch milliseconds. */
    public long latest;

    /** Before any value; also for Flink's serializer. */
    public Usual() {}

    private Usual(long count, double mean, double variance, long latest) {
        this.count = count;
        this.mean = mean;
        this.variance = variance;
        this.latest = latest;
    }

    /**
     * What is usual when another value has come.
     *
     * @param forgettingFactor weight of the newest value, above 0 and below 1
     */
    Usual with(double value, long time, double forgettingFactor) {
        double weight = Math.max(forgettingFactor, 1.0 / (count + 1));
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
