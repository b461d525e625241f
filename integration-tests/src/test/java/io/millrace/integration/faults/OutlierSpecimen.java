package io.millrace.integration.faults;

import static io.millrace.integration.faults.MeasurementPuts.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The running statistics of a key that is warmed up, and of one that lacks two values, one of which waits. */
final class OutlierSpecimen extends SpecimenOf {
    OutlierSpecimen() {
        super(new OutlierWorkload(0));
    }

    @Override
    Map<String, String> ofItsJob() {
        return Map.of("warm-up", "10", "state.ttl", FOR_EVER);
    }

    @Override
    public List<Put> before(long nowMillis) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            records.add(measurement(0, "warm", "100", nowMillis - 10_000 + i));
            records.add(measurement(0, "cold", "100", nowMillis - 10_000 + i));
        }
        records.add(measurement(0, "warm", "100", nowMillis));
        return records;
    }

    @Override
    public List<Put> after(long nowMillis) {
        return List.of(measurement(0, "warm", "400", nowMillis), measurement(0, "cold", "400", nowMillis));
    }

    @Override
    public List<String> expected() {
        return List.of("warm: 400 is far from 100");
    }

    @Override
    public List<String> said(Map<String, List<JsonNode>> outputs) {
        List<String> said = new ArrayList<>();
        for (JsonNode outlier : outputs.get("outliers")) {
            said.add("%s: %s is far from %s"
                    .formatted(outlier.path("key").asText(), outlier.path("value"), outlier.path("mean")));
        }
        outputs.get(Deployment.REJECTED)
                .forEach(record -> said.add(record.path("reason").asText()));
        return said;
    }
}
