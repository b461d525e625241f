package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measurements in sliding windows, so that each counts twice. */
final class RollupWorkload extends MeasurementWorkload {
    private static final Duration SIZE = Duration.ofSeconds(2);
    private static final Duration SLIDE = Duration.ofSeconds(1);

    RollupWorkload(long seed) {
        super(seed);
    }

    @Override
    public String job() {
        return "rollup";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("window.size", SIZE.toSeconds() + " s", "window.slide", SLIDE.toSeconds() + " s");
    }

    @Override
    public Set<String> outputs() {
        return Set.of("rollups");
    }

    @Override
    public String id(String output, JsonNode record) {
        return record.path("rollupId").asText();
    }

    @Override
    public Duration settles() {
        return SIZE.plusSeconds(1);
    }

    /** Every record counts in all its windows, or is rejected. */
    @Override
    public List<String> unaccounted(Map<String, List<IncomingRecord>> inputs, Map<String, List<JsonNode>> outputs) {
        long put = inputs.get(MeasurementPuts.INPUT).size();
        long rejected = outputs.get(Deployment.REJECTED).size();
        long counted = outputs.get("rollups").stream()
                .mapToLong(rollup -> rollup.path("count").asLong())
                .sum();
        long windows = SIZE.dividedBy(SLIDE);
        return counted == (put - rejected) * windows
                ? List.of()
                : List.of("%d counts must be %d for each of %d records but %d rejected"
                        .formatted(counted, windows, put, rejected));
    }
}
