package io.millrace.benchmarks.rollup;

/** The aggregates of a key's window. A Flink POJO. */
public final class Statistics {
    public long count;
    public double sum;
    public double min = Double.POSITIVE_INFINITY;
    public double max = Double.NEGATIVE_INFINITY;
}
