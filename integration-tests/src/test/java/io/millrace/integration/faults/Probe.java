package io.millrace.integration.faults;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.local.flink.JobMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        String job = "/jobs/" + jobId;
        return leastWatermark(get(job).path("vertices"), id -> get("%s/vertices/%s/watermarks".formatted(job, id)));
    }

    /** @param watermarks those of a vertex, by its id */
    static long leastWatermark(JsonNode vertices, Function<String, JsonNode> watermarks) {
        if (vertices.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long least = Long.MAX_VALUE;
        for (JsonNode vertex : vertices) {
            JsonNode received = watermarks.apply(vertex.path("id").asText());
            boolean source = vertex.path("name").asText().startsWith("Source: ");
            if (!source && received.size() < vertex.path("parallelism").asInt()) {
                return Long.MIN_VALUE;
            }
            for (JsonNode watermark : received) {
                least = source ? least : Math.min(least, watermark.path("value").asLong());
            }
        }
        return least;
    }

    /** For each vertex: by pattern, the sum of the metrics, over its subtasks, whose names match. */
    List<Map<Pattern, Long>> sums(String jobId, Pattern... patterns) {
        List<Map<Pattern, Long>> sums = new ArrayList<>();
        for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
            sums.add(sums(jobId, vertex.path("id").asText(), patterns));
        }
        return sums;
    }

    private Map<Pattern, Long> sums(String jobId, String vertexId, Pattern... patterns) {
        List<String> matching = metrics.names(jobId, vertexId).stream()
                .filter(name -> Stream.of(patterns)
                        .anyMatch(pattern -> pattern.matcher(name).matches()))
                .toList();
        Map<String, String> values = metrics.values(jobId, vertexId, matching);
        return Stream.of(patterns).collect(toMap(pattern -> pattern, pattern -> values.entrySet().stream()
                .filter(metric -> pattern.matcher(metric.getKey()).matches())
                .mapToLong(metric -> Long.parseLong(metric.getValue()))
                .sum()));
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(flink.resolve(path).toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
