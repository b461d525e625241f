package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.PlannedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a stage's applications find around them: its streams and other resources, their servers, and its secrets. */
final class StageSite {
    private final RunningServers servers;
    private final LocalSecrets secrets;
    private volatile DeploymentPlan plan;

    StageSite(RunningServers servers, LocalSecrets secrets, DeploymentPlan plan) {
        this.servers = requireNonNull(servers, "servers is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.plan = requireNonNull(plan, "plan is null");
    }

    /** The plan whose resources are here. Its applications are those of the stage's start. */
    DeploymentPlan plan() {
        return plan;
    }

    Map<LocalServer, String> addresses() {
        return servers.addresses();
    }

    /** Shared by the stage's applications. */
    LocalSecrets secrets() {
        return secrets;
    }

    /** Creates the resources of another plan, or changes existing ones; those that are not in it stay as they are. */
    void provision(DeploymentPlan wanted, Consumer<String> events) {
        servers.provision(wanted, events);
        List<PlannedResource> all = new ArrayList<>(wanted.resources());
        plan.resources().stream()
                .filter(resource -> wanted.resources().stream().noneMatch(resource::isSameAs))
                .forEach(all::add);
        plan = plan.with(all, plan.applications());
    }
}
