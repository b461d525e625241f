package io.millrace.integration.faults;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measurements with occasional outliers. */
final class OutlierWorkload extends MeasurementWorkload {
    OutlierWorkload(long seed) {
        super(seed);
    }

    @Override
    public String job() {
        return "outliers";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("smoothing.factor", "0.2", "warm-up", "10");
    }

    @Override
    public Set<String> outputs() {
        return Set.of("outliers");
    }

    @Override
    public String id(String output, JsonNode record) {
        return record.path("outlierId").asText();
    }

    @Override
    public Duration settles() {
        return Duration.ofSeconds(1);
    }

    /** Every outlier was put and not rejected. */
    @Override
    public List<String> unaccounted(Map<String, List<IncomingRecord>> inputs, Map<String, List<JsonNode>> outputs) {
        Set<String> rejected = outputs.get(Deployment.REJECTED).stream()
                .map(record -> record.path("sequenceNumber").asText())
                .collect(toCollection(TreeSet::new));
        Set<String> judged = inputs.get(MeasurementPuts.INPUT).stream()
                .filter(record -> !rejected.contains(record.sequenceNumber()))
                .map(record -> MeasurementPuts.identity(Json.parse(record.text()), "timestamp"))
                .collect(toCollection(TreeSet::new));
        return outputs.get("outliers").stream()
                .map(outlier -> MeasurementPuts.identity(outlier, "time"))
                .filter(outlier -> !judged.contains(outlier))
                .map(outlier -> "nobody has measured " + outlier)
                .toList();
    }
}
