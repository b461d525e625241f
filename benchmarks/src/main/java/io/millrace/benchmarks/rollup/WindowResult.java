package io.millrace.benchmarks.rollup;

/** A rollup, with the fields of its JSON. A Flink POJO. */
public final class WindowResult {
    public String rollupId = "";
    public String key = "";
    public long windowStart;
    public long windowEnd;
    public double max;
    public double min;
    public double sum;
    public long count;
    public double average;
}
