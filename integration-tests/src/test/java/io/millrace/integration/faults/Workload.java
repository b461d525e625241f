package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the fault suite needs to know of a job: what to feed it, and what must come of that. */
interface Workload extends JobBinding {
    /** How long after the last record's event time nothing can come out any more. */
    Duration settles();

    /** The first records, which give every shard its time. */
    List<Put> begin(long nowMillis);

    /** The next records. Their timestamps are about now. */
    List<Put> next(long nowMillis, int count);

    /** Well-formed JSON objects for all inputs, to be made hostile. */
    List<Put> specimens(long nowMillis, int count);

    /**
     * What the outputs do not account for, although the inputs hold it; empty when all is well. Knows nothing of other
     * runs.
     *
     * @param inputs all records of each input
     * @param outputs the records of each output, each once
     */
    List<String> unaccounted(Map<String, List<IncomingRecord>> inputs, Map<String, List<JsonNode>> outputs);
}
