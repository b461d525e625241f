package io.millrace.benchmarks.pipeline;

/** A contender: one implementation of a job. */
public interface Pipeline {
    /** Connects the inputs to the outputs. */
    void build(Ports ports);
}
