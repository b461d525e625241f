package io.millrace.local.stage;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.AlarmPlan;
import io.millrace.assembly.deployment.RetainedResource;
import io.millrace.local.application.KnownApplication;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KnownStream;
import io.millrace.local.server.LocalServer;
import io.millrace.local.server.StageStreams;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code stage.json}: a stage, its processes and their addresses. It stays when the stage stops, so that what the
 * stage has left can be deleted.
 *
 * @param supervisor the process that runs the stage
 * @param servers the addresses of the servers that are ready, by {@link LocalServer#name()}
 * @param retained what stays when the stage is deleted, beside streams
 * @param alarms those that CloudWatch evaluates on AWS
 * @param newerJars the jars that an update would take, since they are newer than those that run, by applications' names
 * @param children all processes that it started
 */
public record StageStatusFile(
        String stage,
        ProcessIdentity supervisor,
        Phase phase,
        Map<String, String> servers,
        String region,
        List<KnownStream> streams,
        List<KnownApplication> applications,
        List<RetainedResource> retained,
        List<AlarmPlan> alarms,
        Map<String, Path> newerJars,
        List<ProcessIdentity> children) {

    public StageStatusFile {
        requireNonNull(stage, "stage is null");
        requireNonNull(supervisor, "supervisor is null");
        requireNonNull(phase, "phase is null");
        requireNonNull(region, "region is null");
        servers = Map.copyOf(servers);
        streams = List.copyOf(streams);
        applications = List.copyOf(applications);
        retained = List.copyOf(retained);
        alarms = alarms == null ? List.of() : List.copyOf(alarms);
        newerJars = newerJars == null ? Map.of() : Map.copyOf(newerJars); // a file of an earlier release has none
        children = List.copyOf(children);
    }

    /** The phase of a stage. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    /** The same stage without its processes. */
    StageStatusFile stopped() {
        return stopped(streams);
    }

    /** What is left of a stage once it is deleted. */
    StageStatusFile left() {
        return stopped(streams.stream().filter(KnownStream::retained).toList());
    }

    private StageStatusFile stopped(List<KnownStream> known) {
        return new StageStatusFile(
                stage,
                supervisor,
                Phase.STOPPED,
                Map.of(),
                region,
                known,
                List.of(),
                retained,
                alarms,
                Map.of(),
                List.of());
    }

    /** Whether this process runs it. */
    boolean isOfThisProcess() {
        return phase != Phase.STOPPED && supervisor.equals(ProcessIdentity.ofThisProcess());
    }

    /**
     * Connects to the stage's streams. The caller closes them.
     *
     * @throws StageException when the stage's servers are still starting
     */
    StageStreams connect() {
        if (servers.isEmpty()) {
            throw new StageException("stage %s is still starting; try again in a moment".formatted(stage));
        }
        return new StageStreams(streams, servers, region);
    }
}
