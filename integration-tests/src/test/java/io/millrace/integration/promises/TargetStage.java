package io.millrace.integration.promises;

import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.junit.StageRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;

/** A stage that runs somewhere. Streams are named as constructs are, by the stage's own ids, as in {@code UserEvents}. */
interface TargetStage extends BeforeAllCallback, AfterAllCallback {
    /** Puts records, in order, and returns once the stream has them. */
    void put(String stream, List<OutgoingRecord> records);

    /** The records that come to a stream from the first call on. */
    StageRecords arriving(String stream);

    /** Logical id of every application to how it is: {@code RUNNING}, or that and what is wrong with it. */
    Map<String, String> applications();

    /** {@code stack/logical id} of every alarm to its state; empty where nothing watches the stage. */
    Optional<Map<String, String>> alarms();

    /** How often a stream was read in the last quarter of an hour; empty where nothing counts that. */
    Optional<Double> reads(String stream);

    /** Name of every stack to the {@linkplain StageTemplates#digests() digest} of the template that is deployed. */
    Map<String, String> deployedTemplates();
}
