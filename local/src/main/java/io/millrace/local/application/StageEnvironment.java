package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.PlannedResource;
import io.millrace.local.process.StageException;
import io.millrace.local.server.LocalServer;
import io.millrace.local.server.RunningServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The environment of a stage's applications: its streams and other resources, their servers, its secrets and its buckets. */
public final class StageEnvironment {
    private final RunningServers servers;
    private final LocalSecrets secrets;
    private final Path buckets;
    private final Map<String, String> endpoints;
    private final FlinkSettings flink;
    private final CompletableFuture<Void> addressed = new CompletableFuture<>();
    private final CompletableFuture<Void> provisioned = new CompletableFuture<>();
    private volatile DeploymentPlan plan;

    /**
     * The environment of a stage.
     *
     * @param buckets what jobs read and write as {@code s3://bucket/key} is {@code bucket/key} in here
     * @param endpoints URLs of services that the user runs, by the AWS SDK's id of the service
     */
    public StageEnvironment(
            RunningServers servers,
            LocalSecrets secrets,
            Path buckets,
            Map<String, String> endpoints,
            FlinkSettings flink,
            DeploymentPlan plan) {
        this.servers = requireNonNull(servers, "servers is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.buckets = requireNonNull(buckets, "buckets is null");
        this.endpoints = Map.copyOf(endpoints);
        this.flink = requireNonNull(flink, "flink is null");
        this.plan = requireNonNull(plan, "plan is null");
    }

    /** The latest plan, with all resources that are here. Its applications are those of the stage's start. */
    public DeploymentPlan plan() {
        return plan;
    }

    /** Those of the servers, which may still be starting. */
    public Map<LocalServer, String> addresses() {
        return servers.promisedAddresses();
    }

    FlinkSettings flink() {
        return flink;
    }

    Map<String, String> endpoints() {
        return endpoints;
    }

    /** Shared by the stage's applications. */
    public LocalSecrets secrets() {
        return secrets.with(plan.secrets());
    }

    Path buckets() {
        return buckets;
    }

    /**
     * Starts the servers, and creates the plan's resources. Applications may be started meanwhile, and wait for what they need.
     *
     * @param changed runs when the servers run
     */
    public void start(Consumer<String> events, Runnable changed) {
        try {
            servers.launch();
            if (servers.promisedAddresses().size() == servers.all().size()) {
                addressed.complete(null);
            }
            servers.awaitReady();
            changed.run();
            addressed.complete(null);
            provision(plan, events);
            provisioned.complete(null);
        } catch (RuntimeException e) {
            addressed.completeExceptionally(e);
            provisioned.completeExceptionally(e);
            throw e;
        }
    }

    /**
     * Waits until the addresses of all servers are known.
     *
     * @throws StageException when the servers or the resources of a start have failed
     */
    void awaitAddresses() {
        await(addressed);
    }

    /** @throws StageException when the servers or the resources of a start have failed */
    void awaitStreams() {
        await(provisioned);
    }

    private static void await(CompletableFuture<Void> part) {
        try {
            part.join();
        } catch (CompletionException e) {
            throw new StageException("the stage's servers or streams failed", e);
        }
    }

    /** Creates the resources of another plan, or changes existing ones; those that are not in it stay as they are. */
    public void provision(DeploymentPlan wanted, Consumer<String> events) {
        servers.provision(wanted, events);
        List<PlannedResource> all = new ArrayList<>(wanted.resources());
        plan.resources().stream()
                .filter(resource -> wanted.resources().stream().noneMatch(resource::isSameAs))
                .forEach(all::add);
        plan = wanted.with(all, plan.applications());
    }
}
