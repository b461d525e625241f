package io.millrace.cluster.inspect;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/** A record that has left an operator. */
final class ValueSample {
    /** Counts from 0. */
    final int subtask;

    /** When it was seen, in epoch milliseconds. */
    final long atMillis;

    /** The element's timestamp; empty when it has none. */
    final OptionalLong timestamp;

    /** The id of the side output; empty for the main one. */
    final String sideOutput;

    /** The simple name of the value's class. */
    final String type;

    final String text;

    ValueSample(int subtask, long atMillis, OptionalLong timestamp, String sideOutput, String type, String text) {
        this.subtask = subtask;
        this.atMillis = atMillis;
        this.timestamp = requireNonNull(timestamp, "timestamp is null");
        this.sideOutput = requireNonNull(sideOutput, "sideOutput is null");
        this.type = requireNonNull(type, "type is null");
        this.text = requireNonNull(text, "text is null");
    }
}
