package io.millrace.benchmarks.pipeline;

/** The dataflow of an implementation. */
public interface Pipeline {
    /** Connects the inputs to the outputs. */
    void build(Ports ports);
}
