package io.millrace.constructs.flink.binding;

import java.util.Locale;

/** How often a record reaches a topic when the job that writes it fails and resumes. */
public enum Delivery {
    /**
     * Once, for consumers with {@code isolation.level=read_committed}. They see a record when the checkpoint that follows
     * it is complete. The default.
     */
    EXACTLY_ONCE,
    /** Once or more; consumers drop duplicates by the record's id. They see a record immediately. */
    AT_LEAST_ONCE;

    /** The value of the output's key {@code delivery}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
