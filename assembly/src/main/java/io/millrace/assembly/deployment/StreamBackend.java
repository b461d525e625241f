package io.millrace.assembly.deployment;

import java.util.Locale;

/** Where a stage's streams are on this machine. */
public enum StreamBackend {
    /** Every stream is a Kinesis data stream. */
    KINESIS,
    /** Every stream is a Kafka topic. */
    KAFKA;

    /** In lower case, as in commands and messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
