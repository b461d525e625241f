package io.millrace.benchmarks.pipeline;

/** What the keys of a run's events are like. */
public enum Traffic {
    /** As the job's benchmark says it is usual for the job. */
    USUAL,
    /** One key has everything. */
    ONE_HOT_KEY
}
