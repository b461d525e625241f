package io.millrace.benchmarks.pipeline;

/** Who is measured. */
public enum Implementation {
    /** This project's job. */
    MILLRACE,
    /** This project's job up to the event clocks: what reading the records costs and nothing undercuts. */
    PARSE,
    /** The job after the textbook. */
    TEXTBOOK
}
