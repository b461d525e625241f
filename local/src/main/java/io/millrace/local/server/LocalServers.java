package io.millrace.local.server;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of server there are. */
public final class LocalServers {
    private static final List<LocalServer> ALL = List.of(new LocalKinesisServer(), new LocalKafkaServer());

    private LocalServers() {}

    public static List<LocalServer> neededBy(DeploymentPlan plan) {
        return ALL.stream().filter(server -> server.isNeededBy(plan)).toList();
    }

    public static StreamServer holding(StreamBackend backend) {
        return streamServers()
                .filter(server -> server.backend() == backend)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server holds streams of " + backend));
    }

    /** The stream server of a name; empty for a server of something else. */
    static Optional<StreamServer> streamServer(String name) {
        return streamServers().filter(server -> server.name().equals(name)).findFirst();
    }

    private static Stream<StreamServer> streamServers() {
        return ALL.stream().filter(StreamServer.class::isInstance).map(StreamServer.class::cast);
    }
}
