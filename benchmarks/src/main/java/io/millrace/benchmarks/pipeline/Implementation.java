package io.millrace.benchmarks.pipeline;

import java.util.Locale;

/** What is measured. */
public enum Implementation {
    /** This project's job up to event time: the cost of reading the records, which is the lower limit. */
    PARSE,
    /** This project's job. */
    JOB,
    /** A rival as the Flink documentation teaches it. */
    TEXTBOOK,
    /** A rival as a Flink expert writes and configures it, with public means only. */
    TUNED,
    /** A rival in Flink SQL, with mini-batches and two-phase aggregation. */
    SQL;

    /** Its name on the command line and in results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
