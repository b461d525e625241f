package io.millrace.local.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.flink.FlinkPath;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.process.StageException;
import io.millrace.local.update.SimulatedCluster.Snapshots;
import io.millrace.local.versions.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Flink without its processes: each cluster is an HTTP server that answers as Flink's REST API does, and its one job
 * counts. The count is the job's state, and is in the snapshots; it grows by one with every request. What the job's
 * property group says decides what happens to it, as in {@code CountingJob}:
 *
 * <ul>
 *   <li>without {@code starts}, its main method fails
 *   <li>with {@code fails}, it restarts again and again once it runs, and the value is the reason
 *   <li>with {@code crashes}, it does the same and never runs
 *   <li>{@code uid} names the operator that has the state
 *   <li>with {@code savepoints}, a savepoint fails, and the value is the reason
 * </ul>
 */
final class ScriptedFlink implements FlinkClusters {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<ScriptedCluster> clusters = new CopyOnWriteArrayList<>();
    private final List<Long> starts = new CopyOnWriteArrayList<>();
    private final AtomicInteger jobs = new AtomicInteger();
    private final Snapshots snapshots = new Snapshots();

    /** The count that each job began with, oldest first. */
    List<Long> starts() {
        return starts;
    }

    /** The cluster that was started last. */
    ScriptedCluster newest() {
        return clusters.get(clusters.size() - 1);
    }

    void killAll() {
        clusters.forEach(ScriptedCluster::kill);
    }

    @Override
    public ServerProcess start(Version version, ApplicationDirectory directory, Consumer<String> events) {
        ScriptedCluster cluster = new ScriptedCluster(version, directory);
        clusters.add(cluster);
        return cluster;
    }

    @Override
    public List<String> losses(
            ApplicationDirectory work,
            ApplicationPlan taker,
            Path snapshot,
            ApplicationPlan next,
            Optional<Path> trial) {
        if (!SimulatedCluster.setting(next, "starts").isPresent()) {
            throw new StageException("property group 'Job' has no 'starts'");
        }
        Snapshots.read(snapshot); // it must be there, and complete
        String had = SimulatedCluster.setting(taker, "uid").orElse("counter");
        return SimulatedCluster.setting(next, "uid").orElse("counter").equals(had)
                ? List.of()
                : List.of("operator '%s' is not in this job".formatted(had));
    }

    /** A cluster and its job. */
    final class ScriptedCluster extends SimulatedCluster {
        private final HttpServer server;

        private String jobId = "";
        private String status = "RUNNING";
        private long count;
        private long restarts;
        private int completed;
        private final List<Optional<Path>> savepoints = new ArrayList<>();

        private ScriptedCluster(Version version, ApplicationDirectory directory) {
            super(version, directory);
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", this::answer);
            server.start();
        }

        /** Completes a checkpoint, as happens after every interval. */
        synchronized void checkpoint() {
            completed++;
            snapshots.write(checkpoint(jobId, completed), count);
        }

        /** Restarts the job, as Flink does when a task fails. */
        synchronized void restartJob() {
            restarts++;
        }

        /** Ends the job, as Flink does when it has restarted too often. */
        synchronized void failJob() {
            status = "FAILED";
        }

        @Override
        public String awaitReady() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void kill() {
            super.kill();
            server.stop(0);
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            byte[] request = exchange.getRequestBody().readAllBytes();
            Reply reply;
            synchronized (this) {
                count++;
                reply = reply(
                        exchange.getRequestMethod() + " " + path.replace(jobId.isEmpty() ? "?" : jobId, "JOB"),
                        request);
            }
            byte[] body = JSON.writeValueAsBytes(reply.body());
            exchange.sendResponseHeaders(reply.code(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private Reply reply(String request, byte[] body) throws IOException {
            return switch (request) {
                case "GET /jobmanager/config" -> ok(List.of());
                case "POST /jars/upload" -> ok(Map.of("filename", "/upload/counting.jar"));
                case "POST /jars/counting.jar/run" -> run(JSON.readTree(body));
                case "GET /jobs/JOB" ->
                    ok(Map.of(
                            "state",
                            status,
                            "vertices",
                            List.of(Map.of("status", setting("crashes").isPresent() ? "SCHEDULED" : status)),
                            "timestamps",
                            Map.of("RUNNING", System.currentTimeMillis())));
                case "GET /jobs/JOB/metrics" -> {
                    restarts += reason().isPresent() ? 1 : 0;
                    yield ok(List.of(Map.of("id", "numRestarts", "value", Long.toString(restarts))));
                }
                case "GET /jobs/JOB/checkpoints" -> ok(Map.of("counts", Map.of("completed", completed)));
                case "POST /jobs/JOB/checkpoints" -> {
                    if (reason().isEmpty()) {
                        checkpoint();
                    }
                    yield ok(Map.of("request-id", "checkpoint"));
                }
                case "GET /jobs/JOB/checkpoints/checkpoint" -> ok(Map.of("status", Map.of("id", "COMPLETED")));
                case "GET /jobs/JOB/exceptions" -> ok(exceptions());
                case "POST /jobs/JOB/savepoints" ->
                    savepoint(JSON.readTree(body).path("target-directory").asText());
                case "POST /jobs/JOB/stop" -> {
                    Reply reply = savepoint(
                            JSON.readTree(body).path("targetDirectory").asText());
                    status = setting("savepoints").isPresent() ? status : "FINISHED";
                    yield reply;
                }
                default ->
                    request.startsWith("GET /jobs/JOB/savepoints/")
                            ? operation(Integer.parseInt(request.substring(request.lastIndexOf('/') + 1)))
                            : new Reply(404, Map.of("errors", List.of("Not found: " + request)));
            };
        }

        private Reply run(JsonNode request) {
            if (setting("starts").isEmpty()) {
                return new Reply(400, Map.of("errors", List.of("Internal server error.", """
                                        org.apache.flink.client.program.ProgramInvocationException: The main method caused an error
                                        \tat org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:373)
                                        Caused by: java.lang.IllegalArgumentException: property group 'Job' has no 'starts'
                                        \tat CountingJob.main(CountingJob.java:19)
                                        """)));
            }
            if (request.has("savepointPath")) {
                count = Snapshots.read(
                        FlinkPath.parse(request.get("savepointPath").asText()));
            } else {
                count = 0;
            }
            starts.add(count);
            jobId = "job-" + jobs.incrementAndGet();
            return ok(Map.of("jobid", jobId));
        }

        /** Why the job restarts, if it does. */
        private Optional<String> reason() {
            return setting("fails").or(() -> setting("crashes"));
        }

        private Map<String, Object> exceptions() {
            if (reason().isEmpty() && restarts == 0) {
                return Map.of("exceptionHistory", Map.of("entries", List.of()));
            }
            String trace = "java.lang.IllegalStateException: %s\n\tat CountingJob.run(CountingJob.java:60)\n"
                    .formatted(reason().orElse("a task was lost"));
            return Map.of("exceptionHistory", Map.of("entries", List.of(Map.of("stacktrace", trace))));
        }

        private Reply savepoint(String directory) {
            Path savepoint = FlinkPath.parse(directory).resolve("savepoint-" + jobId + "-" + savepoints.size());
            boolean works = setting("savepoints").isEmpty();
            if (works) {
                snapshots.write(savepoint, count);
            }
            savepoints.add(works ? Optional.of(savepoint) : Optional.empty());
            return ok(Map.of("request-id", Integer.toString(savepoints.size() - 1)));
        }

        private Reply operation(int number) {
            Map<String, Object> result = savepoints
                    .get(number)
                    .<Map<String, Object>>map(savepoint -> Map.of("location", "file:" + savepoint))
                    .orElseGet(() -> Map.of(
                            "failure-cause",
                            Map.of(
                                    "stack-trace",
                                    "java.lang.IllegalStateException: %s\n\tat a.B.c(B.java:1)\n"
                                            .formatted(setting("savepoints").orElse("")))));
            return ok(Map.of("status", Map.of("id", "COMPLETED"), "operation", result));
        }

        private static Reply ok(Object body) {
            return new Reply(200, body);
        }
    }

    private record Reply(int code, Object body) {}
}
