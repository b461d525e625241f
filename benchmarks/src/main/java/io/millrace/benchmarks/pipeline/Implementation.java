package io.millrace.benchmarks.pipeline;

/** What is measured. */
public enum Implementation {
    /** This project's job. */
    MILLRACE,
    /** This project's job up to event time: the cost of reading the records, which is the lower limit. */
    PARSE,
    /** The textbook implementation. */
    TEXTBOOK
}
