package io.millrace.benchmarks.stage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The stream of a job's results, and when each was due: at the end of its window, or at the time of the event that decided it.
 *
 * @param name of the stream
 * @param due the member with that time
 * @param onlyType the type of the results that count; empty for all
 */
record ResultStream(String name, String due, String onlyType) {
    static ResultStream of(String job) {
        return switch (job) {
            case "lottery" -> new ResultStream("draws", "windowEnd", "");
            case "rollup" -> new ResultStream("rollups", "windowEnd", "");
            case "outliers" -> new ResultStream("outliers", "time", "");
            // an alert of another type was decided by a timeout
            case "booking-alerts" -> new ResultStream("alerts", "time", "MATCHED");
            default -> throw new IllegalArgumentException("job must have a stream of results, got '" + job + "'");
        };
    }

    boolean counts(JsonNode result) {
        return onlyType.isEmpty() || result.path("type").asText().equals(onlyType);
    }

    long due(JsonNode result) {
        return result.required(due).asLong();
    }
}
