package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.local.flink.JobMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Calls to Flink's REST API that only this suite needs. */
final class Probe {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI flink;
    private final JobMetrics metrics;

    Probe(URI flink) {
        this.flink = flink;
        this.metrics = new JobMetrics(flink);
    }

    /** How many TaskManagers there are. */
    int taskManagers() {
        return get("/overview").path("taskmanagers").asInt();
    }

    /** The least watermark that any task of the job has received; sources receive none and do not count. */
    long leastWatermark(String jobId) {
        JsonNode vertices = get("/jobs/" + jobId).path("vertices");
        if (vertices.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long least = Long.MAX_VALUE;
        for (JsonNode vertex : vertices) {
            String path =
                    "/jobs/%s/vertices/%s".formatted(jobId, vertex.path("id").asText());
            JsonNode watermarks = get(path + "/watermarks");
            boolean source = vertex.path("name").asText().startsWith("Source: ");
            if (!source && watermarks.size() < vertex.path("parallelism").asInt()) {
                return Long.MIN_VALUE;
            }
            for (JsonNode watermark : watermarks) {
                least = source ? least : Math.min(least, watermark.path("value").asLong());
            }
        }
        return least;
    }

    /** The sum of the metrics, over all tasks of the job, whose names match. */
    long sum(String jobId, Pattern name) {
        return sums(jobId, name).values().stream().mapToLong(Long::longValue).sum();
    }

    /** By vertex: the sum of the metrics, over its subtasks, whose names match. */
    Map<String, Long> sums(String jobId, Pattern name) {
        Map<String, Long> sums = new HashMap<>();
        for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
            String id = vertex.path("id").asText();
            List<String> matching = metrics.names(jobId, id).stream()
                    .filter(each -> name.matcher(each).matches())
                    .toList();
            sums.put(
                    id,
                    metrics.values(jobId, id, matching).values().stream()
                            .mapToLong(Long::parseLong)
                            .sum());
        }
        return sums;
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(flink.resolve(path).toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
