package io.millrace.integration.faults;

import static io.millrace.integration.faults.MeasurementPuts.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A window with values of two keys, of which the top one comes out. */
final class RollupSpecimen extends SpecimenOf {
    RollupSpecimen() {
        super(new RollupWorkload(0));
    }

    @Override
    Map<String, String> ofItsJob() {
        return Map.of("window.size", "1 s", "top.n", "1", "aggregations", "count;sum;max");
    }

    @Override
    public List<Put> before(long nowMillis) {
        return List.of(
                measurement(0, "a", "1.5", nowMillis),
                measurement(0, "a", "2", nowMillis),
                measurement(0, "b", "3", nowMillis));
    }

    @Override
    public List<Put> after(long nowMillis) {
        return List.of(measurement(0, "b", "7", nowMillis));
    }

    @Override
    public List<String> expected() {
        return List.of("a: 2 values, sum 3.5, max 2", "b: 1 values, sum 7, max 7");
    }

    @Override
    public List<String> said(Map<String, List<JsonNode>> outputs) {
        List<String> said = new ArrayList<>();
        for (JsonNode rollup : outputs.get("rollups")) {
            said.add("%s: %s values, sum %s, max %s"
                    .formatted(
                            rollup.path("key").asText(), rollup.path("count"), rollup.path("sum"), rollup.path("max")));
        }
        outputs.get(Deployment.REJECTED)
                .forEach(record -> said.add(record.path("reason").asText()));
        return said;
    }
}
