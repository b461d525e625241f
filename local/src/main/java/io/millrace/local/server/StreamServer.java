package io.millrace.local.server;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.PlannedResource;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.StreamClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A server that holds streams. */
interface StreamServer extends LocalServer {
    /** The backend whose streams it holds. */
    StreamBackend backend();

    StreamClient client(String address, String region);

    @Override
    default boolean holds(PlannedResource resource) {
        return resource instanceof StreamPlan stream && stream.backend() == backend();
    }

    @Override
    default boolean isNeededBy(DeploymentPlan plan) {
        return plan.backend() == backend() || LocalServer.super.isNeededBy(plan);
    }

    @Override
    default void provision(DeploymentPlan plan, String address, Consumer<String> events) {
        try (StreamClient client = client(address, plan.region())) {
            client.provision(streams(plan), events);
        }
    }

    /** Whether a property group binds one of the plan's streams that this server holds. */
    default boolean isBoundBy(Map<String, String> group, DeploymentPlan plan) {
        return streams(plan).stream().anyMatch(stream -> stream.isBoundBy(group));
    }

    private List<StreamPlan> streams(DeploymentPlan plan) {
        return plan.streams().stream().filter(this::holds).toList();
    }
}
