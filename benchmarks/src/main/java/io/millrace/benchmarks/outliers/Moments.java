package io.millrace.benchmarks.outliers;

/** A key's running mean and variance. A Flink POJO. */
public final class Moments {
    public long count;
    public double mean;
    public double variance;

    Moments copy() {
        Moments copy = new Moments();
        copy.count = count;
        copy.mean = mean;
        copy.variance = variance;
        return copy;
    }

    /** West's update with exponential weights, as in the job. */
    void add(double value, double smoothingFactor) {
        double weight = Math.max(smoothingFactor, 1.0 / (count + 1));
        double difference = value - mean;
        count++;
        mean += weight * difference;
        variance = (1 - weight) * (variance + weight * difference * difference);
    }
}
