package io.millrace.job.api;

import io.millrace.contract.flink.JobContract;

/** A job of this jar: what it declares, and how it is built once its inputs and outputs are bound to streams. */
public interface Job {
    JobContract contract();

    /** Connects sources, topology and sinks. */
    void build(JobContext context);
}
