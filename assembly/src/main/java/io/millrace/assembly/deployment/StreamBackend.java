package io.millrace.assembly.deployment;

import java.util.Locale;

/** What holds a stage's streams on this machine. */
public enum StreamBackend {
    /** The streams are streams. */
    KINESIS,
    /** Every stream is a topic. */
    KAFKA;

    /** As a person writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
