package io.millrace.benchmarks.pipeline;

import java.util.Map;

/** The dataflow of an implementation. */
public interface Pipeline {
    /** Connects the inputs to the outputs. */
    void build(Ports ports);

    /** The Flink options that the implementation needs, by their names. */
    default Map<String, String> options() {
        return Map.of();
    }
}
