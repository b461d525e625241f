package io.millrace.benchmarks.pipeline;

/** The distribution of a run's events over keys. */
public enum Traffic {
    /** The usual distribution for the job. */
    USUAL,
    /** One key has all events. */
    ONE_HOT_KEY
}
