package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A job of the jar with its settings, its inputs and its outputs. */
interface JobBinding {
    /** What {@code Job.name} calls it. */
    String job();

    /** Its settings, as the {@code Job} property group has them. */
    Map<String, String> settings();

    /** Its inputs: name to shards. */
    Map<String, Integer> inputs();

    /** Its outputs besides {@code rejected}. */
    Set<String> outputs();

    /** What a consumer of an output deduplicates by. */
    String id(String output, JsonNode record);
}
