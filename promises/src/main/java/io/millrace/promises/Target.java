package io.millrace.promises;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A deployed stage. Its streams are named as in the stacks' outputs, such as {@code UserEvents}. */
public interface Target extends AutoCloseable {
    /** Puts records, in order, and returns once the stream has them. */
    void put(String stream, List<OutgoingRecord> records);

    /** The records that arrive in a stream from the first call on. */
    StreamRecords arriving(String stream);

    /** Logical id of every application to its state: its status, such as {@code RUNNING}, and what is wrong with its job. */
    Map<String, String> applications();

    /** {@code stack/logical id} of every alarm to its state; empty where there are no alarms. */
    Optional<Map<String, String>> alarms();

    /** How often a stream was read in the last 15 minutes; empty where reads are not counted. */
    Optional<Double> reads(String stream);

    @Override
    void close();
}
