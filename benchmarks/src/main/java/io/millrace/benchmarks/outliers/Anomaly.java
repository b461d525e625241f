package io.millrace.benchmarks.outliers;

/** A value far from the mean, field by field as its JSON. A Flink POJO. */
public final class Anomaly {
    public String key = "";
    public long time;
    public double value;
    public double mean;
    public double deviation;
    public double score;
}
