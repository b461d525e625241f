package io.millrace.benchmarks.measurement;

import java.io.Serializable;

/** A measurement, with the fields of its JSON. A Flink POJO. */
public final class Reading implements Serializable {
    private static final long serialVersionUID = 1L;

    public String key = "";
    public double value;
    public long timestamp;
}
