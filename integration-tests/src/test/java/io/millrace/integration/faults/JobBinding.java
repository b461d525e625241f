package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A job of the jar with its settings, its inputs and its outputs. */
interface JobBinding {
    /** The name, as in {@code Job.name}. */
    String job();

    /** The settings, as in the property group {@code Job}. */
    Map<String, String> settings();

    /** Number of shards by input name. */
    Map<String, Integer> inputs();

    /** The outputs other than {@code rejected}. */
    Set<String> outputs();

    /** The field by which a consumer of an output deduplicates. */
    String id(String output, JsonNode record);
}
