package io.millrace.assembly.deployment;

import java.util.Locale;

/** Where a stage's streams are on this machine. */
public enum StreamBackend {
    /** Every stream is a Kinesis data stream. */
    KINESIS,
    /** Every stream is a Kafka topic. */
    KAFKA;

    /** What a stream is there, in messages. */
    public String kind() {
        return switch (this) {
            case KINESIS -> "stream";
            case KAFKA -> "topic";
        };
    }

    /** In lower case, as in commands and messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
