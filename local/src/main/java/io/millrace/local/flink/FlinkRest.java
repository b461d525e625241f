package io.millrace.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A client of one Flink cluster's REST API ({@code /v1} of Flink 1.20). */
public final class FlinkRest implements Flink {
    /** In the module {@code cluster}: runs the jar's main class under the service's settings. */
    private static final String JOB_MAIN = "io.millrace.cluster.JobMain";

    private final JsonHttp http;

    public FlinkRest(URI address) {
        this.http = new JsonHttp(address);
    }

    @Override
    public String upload(Path jar, String name) {
        String file = name.replaceAll("[^A-Za-z0-9_.-]", "-") + ".jar";
        return link(jar, file).orElseGet(() -> send(jar, file));
    }

    /**
     * Puts a jar in the directory of uploaded jars under the kind of name that Flink gives them, without reading its 50 MB.
     *
     * @return the jar's id; empty when the directory is on another file system, or has no hard links
     */
    private Optional<String> link(Path jar, String file) {
        Optional<Path> linked = uploads().map(directory -> directory.resolve(UUID.randomUUID() + "_" + file));
        try {
            if (linked.isPresent()) {
                Files.createLink(linked.get(), jar);
            }
            return linked.map(link -> link.getFileName().toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> uploads() {
        for (JsonNode setting : http.get("/jobmanager/config")) {
            if (setting.path("key").asText().equals("web.upload.dir")) {
                return Optional.of(Path.of(setting.path("value").asText(), "flink-web-upload"));
            }
        }
        return Optional.empty();
    }

    private String send(Path jar, String file) {
        String boundary = UUID.randomUUID().toString();
        String head =
                "--%s\r\ncontent-disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\ncontent-type: application/java-archive\r\n\r\n"
                        .formatted(boundary, file);
        JsonNode answer = http.send(http.request("/jars/upload")
                .header("content-type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        content(jar),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))));
        String uploaded = answer.path("filename").asText();
        return uploaded.substring(uploaded.lastIndexOf('/') + 1);
    }

    private static BodyPublisher content(Path jar) {
        try {
            return BodyPublishers.ofFile(jar);
        } catch (FileNotFoundException e) {
            throw new FlinkException("jar %s cannot be read".formatted(jar), e);
        }
    }

    @Override
    public String run(String jarId, int parallelism, Optional<Path> restore, boolean allowNonRestoredState) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("entryClass", JOB_MAIN)
                .put("parallelism", parallelism);
        restore.ifPresent(path ->
                body.put("savepointPath", FlinkPath.of(path)).put("allowNonRestoredState", allowNonRestoredState));
        return http.post("/jars/" + jarId + "/run", body).path("jobid").asText();
    }

    @Override
    public JobState job(String jobId) {
        JsonNode job = http.get("/jobs/" + jobId);
        boolean tasksRunning = !job.path("vertices").isEmpty();
        for (JsonNode vertex : job.path("vertices")) {
            tasksRunning &= vertex.path("status").asText().equals("RUNNING");
        }
        String status = job.path("state").asText();
        long runningSince = job.path("timestamps").path("RUNNING").asLong();
        return new JobState(
                status,
                tasksRunning,
                status.equals("RUNNING")
                        ? Duration.between(Instant.ofEpochMilli(runningSince), Instant.now())
                        : Duration.ZERO,
                http.get("/jobs/" + jobId + "/metrics?get=numRestarts")
                        .path(0)
                        .path("value")
                        .asLong(),
                http.get("/jobs/" + jobId + "/checkpoints")
                        .path("counts")
                        .path("completed")
                        .asLong());
    }

    @Override
    public Optional<String> failure(String jobId) {
        String trace = http.get("/jobs/" + jobId + "/exceptions?maxExceptions=1")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace")
                .asText();
        return trace.isEmpty() ? Optional.empty() : Optional.of(RootCause.of(trace));
    }

    @Override
    public String stop(String jobId, Path directory) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("drain", false)
                .put("targetDirectory", FlinkPath.of(directory));
        return http.post("/jobs/" + jobId + "/stop", body).path("request-id").asText();
    }

    @Override
    public String takeSavepoint(String jobId, Path directory) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("cancel-job", false)
                .put("target-directory", FlinkPath.of(directory));
        return http.post("/jobs/" + jobId + "/savepoints", body)
                .path("request-id")
                .asText();
    }

    @Override
    public String takeCheckpoint(String jobId) {
        return http.post("/jobs/" + jobId + "/checkpoints", JsonNodeFactory.instance.objectNode())
                .path("request-id")
                .asText();
    }

    @Override
    public boolean isOver(String jobId, String operationId) {
        return http.get("/jobs/" + jobId + "/checkpoints/" + operationId)
                .path("status")
                .path("id")
                .asText()
                .equals("COMPLETED");
    }

    @Override
    public Optional<Path> savepoint(String jobId, String operationId) {
        JsonNode answer = http.get("/jobs/" + jobId + "/savepoints/" + operationId);
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return Optional.empty();
        }
        JsonNode operation = answer.path("operation");
        if (operation.has("failure-cause")) {
            throw new FlinkException(RootCause.of(
                    operation.path("failure-cause").path("stack-trace").asText()));
        }
        return Optional.of(FlinkPath.parse(operation.path("location").asText()));
    }
}
