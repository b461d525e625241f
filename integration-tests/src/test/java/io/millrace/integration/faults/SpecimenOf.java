package io.millrace.integration.faults;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
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
