package io.millrace.integration.faults;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A specimen of a workload's job, with one shard for each input. */
abstract class SpecimenOf implements StateSpecimen {
    /** Longer than any fixture will be kept. */
    static final String FOR_EVER = "36500 d";

    private final Workload workload;

    SpecimenOf(Workload workload) {
        this.workload = workload;
    }

    @Override
    public final String job() {
        return workload.job();
    }

    /** The settings that only this job has. */
    abstract Map<String, String> ofItsJob();

    /** With a wait for quiet streams: event time would pass, with the clock, what a loaded machine puts or reads seconds late. */
    @Override
    public final Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(ofItsJob());
        settings.put("events.idle-timeout", "10 s");
        return settings;
    }

    @Override
    public final Map<String, Integer> inputs() {
        return workload.inputs().keySet().stream().collect(toMap(input -> input, input -> 1));
    }

    @Override
    public final Set<String> outputs() {
        return workload.outputs();
    }

    @Override
    public final String id(String output, JsonNode record) {
        return workload.id(output, record);
    }
}
