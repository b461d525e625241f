package io.millrace.local.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.flink.JobFigures.Checkpoint;
import io.millrace.local.flink.JobFigures.Checkpoints;
import io.millrace.local.flink.JobFigures.Failure;
import io.millrace.local.flink.JobFigures.Vertex;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Reads a cluster's metrics. Every call throws a {@link FlinkException} when Flink does not answer, or refuses. */
public final class JobMetrics {
    /** Of the metrics' names in one request's URL: Flink refuses a request line of more than 4096 characters. */
    private static final int MAX_NAME_CHARS = 3_000;

    private static final int FAILURES = 5;

    private final JsonHttp http;

    public JobMetrics(URI address) {
        this.http = new JsonHttp(address);
    }

    public JobFigures job(String jobId) {
        JsonNode job = http.get("/jobs/" + jobId);
        String status = job.path("state").asText();
        List<Vertex> vertices = new ArrayList<>();
        job.path("vertices").forEach(vertex -> vertices.add(vertex(vertex)));
        long restarts = http.get("/jobs/" + jobId + "/metrics?get=numRestarts")
                .path(0)
                .path("value")
                .asLong();
        boolean mayHaveFailed = restarts > 0 || !status.equals("RUNNING");
        return new JobFigures(
                status,
                status.equals("RUNNING")
                        ? job.path("timestamps").path("RUNNING").asLong()
                        : 0,
                restarts,
                mayHaveFailed ? failures(jobId) : List.of(),
                checkpoints(jobId),
                vertices);
    }

    /**
     * When Flink has measured the metrics that it answers with: it refreshes them only when they are asked for, and later. Empty
     * unless the job runs.
     */
    public Optional<Long> measuredAt(String jobId, JobFigures job) {
        JsonNode time = http.get("/jobs/" + jobId + "/metrics?get=runningTime").path(0);
        return job.runningSinceMillis() > 0 && time.has("value")
                ? Optional.of(job.runningSinceMillis() + time.path("value").asLong())
                : Optional.empty();
    }

    private static Vertex vertex(JsonNode vertex) {
        JsonNode metrics = vertex.path("metrics");
        return new Vertex(
                vertex.path("id").asText(),
                vertex.path("name").asText(),
                vertex.path("status").asText(),
                vertex.path("parallelism").asInt(),
                metrics.path("read-records").asLong(),
                metrics.path("write-records").asLong(),
                metrics.path("read-bytes").asLong(),
                metrics.path("write-bytes").asLong());
    }

    private List<Failure> failures(String jobId) {
        List<Failure> failures = new ArrayList<>();
        http.get("/jobs/" + jobId + "/exceptions?maxExceptions=" + FAILURES)
                .path("exceptionHistory")
                .path("entries")
                .forEach(entry -> failures.add(new Failure(
                        entry.path("timestamp").asLong(),
                        RootCause.of(entry.path("stacktrace").asText()))));
        return failures;
    }

    public Checkpoints checkpoints(String jobId) {
        JsonNode checkpoints = http.get("/jobs/" + jobId + "/checkpoints");
        JsonNode last = checkpoints.path("latest").path("completed");
        return new Checkpoints(
                checkpoints.path("counts").path("completed").asLong(),
                checkpoints.path("counts").path("failed").asLong(),
                last.hasNonNull("latest_ack_timestamp") ? Optional.of(checkpoint(last)) : Optional.empty());
    }

    /** Of the latest ten checkpoints, those that are complete. */
    public List<Checkpoint> latestCheckpoints(String jobId) {
        List<Checkpoint> completed = new ArrayList<>();
        for (JsonNode one : http.get("/jobs/" + jobId + "/checkpoints").path("history")) {
            if (one.path("status").asText().equals("COMPLETED")) {
                completed.add(checkpoint(one));
            }
        }
        return completed;
    }

    private static Checkpoint checkpoint(JsonNode one) {
        return new Checkpoint(
                one.path("id").asLong(),
                one.path("latest_ack_timestamp").asLong(),
                one.path("end_to_end_duration").asLong(),
                one.path("state_size").asLong(),
                one.path("checkpointed_size").asLong());
    }

    /** The size of each vertex's state in a checkpoint, by the vertex's id. */
    public Map<String, Long> stateBytes(String jobId, long checkpoint) {
        Map<String, Long> sizes = new TreeMap<>();
        http.get("/jobs/" + jobId + "/checkpoints/details/" + checkpoint)
                .path("tasks")
                .properties()
                .forEach(task -> sizes.put(
                        task.getKey(), task.getValue().path("state_size").asLong()));
        return sizes;
    }

    /** The names of a vertex's metrics: {@code <subtask>.<operator>.<metric>}, or {@code <subtask>.<metric>} of the task. */
    public List<String> names(String jobId, String vertexId) {
        List<String> names = new ArrayList<>();
        http.get(path(jobId, vertexId))
                .forEach(metric -> names.add(metric.path("id").asText()));
        return names;
    }

    /** The values of a vertex's metrics by their names; without those that have none. */
    public Map<String, String> values(String jobId, String vertexId, Collection<String> names) {
        Map<String, String> values = new TreeMap<>();
        StringJoiner some = new StringJoiner(",");
        for (String name : names) {
            String encoded = URLEncoder.encode(name, UTF_8);
            if (some.length() > 0 && some.length() + encoded.length() > MAX_NAME_CHARS) {
                read(jobId, vertexId, some, values);
                some = new StringJoiner(",");
            }
            some.add(encoded);
        }
        if (some.length() > 0) {
            read(jobId, vertexId, some, values);
        }
        return values;
    }

    private void read(String jobId, String vertexId, StringJoiner names, Map<String, String> values) {
        http.get(path(jobId, vertexId) + "?get=" + names)
                .forEach(metric -> values.put(
                        metric.path("id").asText(), metric.path("value").asText()));
    }

    private static String path(String jobId, String vertexId) {
        return "/jobs/" + jobId + "/vertices/" + vertexId + "/metrics";
    }
}
