package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a stage's applications find around them: its streams, the servers that hold them, and its secrets. */
final class StageSite {
    private final RunningServers servers;
    private final LocalSecrets secrets;
    private volatile List<StreamPlan> streams;

    StageSite(RunningServers servers, LocalSecrets secrets, List<StreamPlan> streams) {
        this.servers = requireNonNull(servers, "servers is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.streams = List.copyOf(streams);
    }

    List<StreamPlan> streams() {
        return streams;
    }

    Map<StreamBackend, String> addresses() {
        return servers.addresses();
    }

    /** The stage's, so that its applications share them. */
    LocalSecrets secrets() {
        return secrets;
    }

    /** Makes the streams, and the size and retention of those that are there; others stay as they are. */
    void provision(List<StreamPlan> wanted, String region, Consumer<String> events) {
        List<StreamPlan> all = new ArrayList<>(wanted);
        streams.stream().filter(stream -> !isIn(wanted, stream)).forEach(all::add);
        try (StageStreams clients = new StageStreams(List.of(), addresses(), region)) {
            clients.provision(wanted, events);
        }
        streams = List.copyOf(all);
    }

    /** Whether a stream of that name, whatever its size, is among some. */
    static boolean isIn(List<StreamPlan> streams, StreamPlan stream) {
        return streams.stream()
                .anyMatch(each ->
                        each.backend() == stream.backend() && each.name().equals(stream.name()));
    }
}
