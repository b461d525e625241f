package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A job's load in the fault suite, and the check of its results. */
interface Workload extends JobBinding {
    /** How long after the last record's event time all results are out. */
    Duration settles();

    /** The first records, which give every shard its time. */
    List<Put> begin(long nowMillis);

    /** The next records. Their timestamps are about now. */
    List<Put> next(long nowMillis, int count);

    /** Well-formed JSON objects for all inputs, which the suite then corrupts. */
    List<Put> specimens(long nowMillis, int count);

    /**
     * The records of the inputs that the outputs do not account for; empty when all are. Does not depend on other
     * runs.
     *
     * @param inputs all records of each input
     * @param outputs the records of each output, each once
     */
    List<String> unaccounted(Map<String, List<IncomingRecord>> inputs, Map<String, List<JsonNode>> outputs);
}
