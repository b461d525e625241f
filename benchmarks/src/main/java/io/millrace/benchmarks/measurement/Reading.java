package io.millrace.benchmarks.measurement;

/** A measurement, with the fields of its JSON. A Flink POJO. */
public final class Reading {
    public String key = "";
    public double value;
    public long timestamp;
}
