package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What {@code stage.json} says about a stage that runs.
 *
 * @param supervisor the process that runs it
 * @param servers the addresses of the servers that serve, by {@link LocalServer#name()}
 * @param children every process it started
 */
public record StageRecord(
        String stage,
        ProcessIdentity supervisor,
        Phase phase,
        Map<String, String> servers,
        String region,
        List<KnownStream> streams,
        List<KnownApplication> applications,
        List<ProcessIdentity> children) {

    public StageRecord {
        requireNonNull(stage, "stage is null");
        requireNonNull(supervisor, "supervisor is null");
        requireNonNull(phase, "phase is null");
        requireNonNull(region, "region is null");
        servers = Map.copyOf(servers);
        streams = List.copyOf(streams);
        applications = List.copyOf(applications);
        children = List.copyOf(children);
    }

    /** How far the stage is. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    /**
     * A stream and everything it may be called.
     *
     * @param groups ids of the property groups that bind it
     */
    public record KnownStream(StreamBackend backend, String name, String logicalId, List<String> groups) {
        public KnownStream {
            requireNonNull(backend, "backend is null");
            requireNonNull(name, "name is null");
            requireNonNull(logicalId, "logicalId is null");
            groups = List.copyOf(groups);
        }
    }

    /** An application's Flink and its job there, which is of one of the application's versions. */
    public record KnownApplication(String name, int version, URI address, String jobId) {
        public KnownApplication {
            requireNonNull(name, "name is null");
            requireNonNull(address, "address is null");
            requireNonNull(jobId, "jobId is null");
        }
    }

    static List<KnownStream> streams(DeploymentPlan plan) {
        return plan.streams().stream()
                .map(stream -> new KnownStream(
                        stream.backend(),
                        stream.name(),
                        stream.logicalId(),
                        plan.applications().stream()
                                .flatMap(application -> application.propertyGroups().entrySet().stream())
                                .filter(group -> stream.isBoundBy(group.getValue()))
                                .map(Map.Entry::getKey)
                                .distinct()
                                .toList()))
                .toList();
    }
}
