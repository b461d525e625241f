package io.millrace.constructs.flink;

import java.util.Locale;

/** How often a record reaches a topic when the job that writes it fails and resumes. */
public enum Delivery {
    /**
     * Once, for those who read with {@code isolation.level=read_committed}. They see it when the checkpoint after it is
     * complete. The default.
     */
    EXACTLY_ONCE,
    /** Perhaps again; whoever reads drops what is there twice, by its id. It is seen at once. */
    AT_LEAST_ONCE;

    /** The value of the output's key {@code delivery}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
