package io.millrace.benchmarks.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Queries Flink's REST API. */
final class FlinkMonitor {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    FlinkMonitor(URI address) {
        this.address = address;
    }

    /** The number of checkpoints that were completed so far. */
    long checkpoints() throws IOException, InterruptedException {
        return history().path("counts").path("completed").asLong();
    }

    Optional<Checkpoint> latestCheckpoint() throws IOException, InterruptedException {
        JsonNode latest = history().path("latest").path("completed");
        return latest.has("id")
                ? Optional.of(new Checkpoint(
                        latest.path("state_size").asLong(),
                        latest.path("checkpointed_size").asLong(),
                        latest.path("end_to_end_duration").asLong()))
                : Optional.empty();
    }

    private JsonNode history() throws IOException, InterruptedException {
        String job = get("/jobs").path("jobs").path(0).path("id").asText();
        return get("/jobs/" + job + "/checkpoints");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(
                client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofByteArray())
                        .body());
    }
}
