package io.millrace.benchmarks.outliers;

/** An outlier, with the fields of its JSON. A Flink POJO. */
public final class Anomaly {
    public String key = "";
    public long time;
    public double value;
    public double mean;
    public double deviation;
    public double score;
}
