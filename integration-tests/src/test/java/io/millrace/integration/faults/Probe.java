package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Calls to Flink's REST API that only this suite needs. */
final class Probe {
    private static final JsonMapper JSON = new JsonMapper();

    private static final int METRICS_PER_REQUEST = 20;

    private final URI flink;

    Probe(URI flink) {
        this.flink = flink;
    }

    /** How many TaskManagers there are. */
    int taskManagers() {
        return get("/overview").path("taskmanagers").asInt();
    }

    /** The least watermark that any task of the job has received; sources receive none and do not count. */
    long leastWatermark(String jobId) {
        long least = Long.MAX_VALUE;
        for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
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
        long sum = 0;
        for (JsonNode vertex : get("/jobs/" + jobId).path("vertices")) {
            String path = "/jobs/%s/vertices/%s/metrics"
                    .formatted(jobId, vertex.path("id").asText());
            List<String> ids = new ArrayList<>();
            get(path).forEach(metric -> ids.add(metric.path("id").asText()));
            List<String> matching =
                    ids.stream().filter(id -> name.matcher(id).matches()).toList();
            // many names make a request line too long for Flink
            for (int i = 0; i < matching.size(); i += METRICS_PER_REQUEST) {
                List<String> some = matching.subList(i, Math.min(i + METRICS_PER_REQUEST, matching.size()));
                for (JsonNode metric : get(path + "?get=" + URLEncoder.encode(String.join(",", some), UTF_8))) {
                    sum += metric.path("value").asLong();
                }
            }
        }
        return sum;
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(flink.resolve(path).toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
