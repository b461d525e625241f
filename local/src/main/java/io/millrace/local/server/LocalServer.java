package io.millrace.local.server;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.PlannedResource;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.LocalHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A kind of server that stands in for an AWS service on this machine. Implementations have no state: {@link
 * RunningServer} is one of them that runs. {@link LocalServers} lists them.
 */
public interface LocalServer {
    /** Names the server in messages, in {@code stage.json} and in the files of the stage's directory. */
    String name();

    /** Where it keeps its data, in the directory of a stage. */
    default Path data(Path stage) {
        return stage.resolve(name());
    }

    /** Has the server's port, for the next start. */
    default Path portFile(Path stage) {
        return stage.resolve(name() + ".port");
    }

    boolean holds(PlannedResource resource);

    default boolean isNeededBy(DeploymentPlan plan) {
        return plan.resources().stream().anyMatch(this::holds);
    }

    /**
     * The command of its process, which prints {@code READY <address>} once it serves.
     *
     * @param directory where it keeps its data
     * @param log where it writes its own log, if it has one beside its output
     * @param port the port to serve on, or 0 for any
     * @param limits for a server whose service has limits
     */
    JavaCommand command(LocalHome home, Path directory, Path log, int port, KinesisLimits limits);

    /** The address of a server on a port, as it prints it. */
    String address(int port);

    /** Creates the plan's resources that this server holds, or changes existing ones, as a deploy would. */
    void provision(DeploymentPlan plan, String address, Consumer<String> events);

    /** Changes a property group of an application so that it uses this server. */
    void connect(PropertyGroupRewriter group, DeploymentPlan plan, String address);

    /** Environment variables that lead an application's clients to this server. */
    default Map<String, String> environment(String address) {
        return Map.of();
    }
}
