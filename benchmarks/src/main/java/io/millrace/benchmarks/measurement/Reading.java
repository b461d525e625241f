package io.millrace.benchmarks.measurement;

/** A value of a key, field by field as its JSON. A Flink POJO. */
public final class Reading {
    public String key = "";
    public double value;
    public long timestamp;
}
