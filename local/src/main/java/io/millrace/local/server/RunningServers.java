package io.millrace.local.server;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.process.EveryStep;
import io.millrace.local.process.ProcessIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** All servers of a stage. */
public record RunningServers(List<RunningServer> all) {
    public RunningServers {
        all = List.copyOf(all);
    }

    /** Starts them in parallel; {@link #awaitReady} is next. */
    public void launch() {
        all.forEach(RunningServer::launch);
    }

    /** Returns once all of them serve. */
    public void awaitReady() {
        all.forEach(RunningServer::awaitReady);
    }

    public void watch() {
        EveryStep.take(all.stream().map(server -> server::watch));
    }

    public void stop() {
        EveryStep.take(all.stream().map(server -> server::stop));
    }

    public void kill() {
        EveryStep.take(all.stream().map(server -> server::kill));
    }

    public void discard() {
        EveryStep.take(all.stream().map(server -> server::discard));
    }

    /** Creates the plan's resources, or changes existing ones; resources that are not in the plan stay as they are. */
    public void provision(DeploymentPlan plan, Consumer<String> events) {
        addresses().forEach((server, address) -> server.provision(plan, address, events));
    }

    /** The addresses of those that serve. */
    public Map<LocalServer, String> addresses() {
        return addresses(RunningServer::address);
    }

    /** The addresses of those that serve, or will serve where they did before. */
    public Map<LocalServer, String> promisedAddresses() {
        return addresses(RunningServer::promisedAddress);
    }

    private Map<LocalServer, String> addresses(Function<RunningServer, Optional<String>> which) {
        Map<LocalServer, String> addresses = new LinkedHashMap<>();
        all.forEach(running -> which.apply(running).ifPresent(address -> addresses.put(running.server(), address)));
        return addresses;
    }

    public List<ProcessIdentity> processes() {
        return all.stream()
                .map(RunningServer::processIdentity)
                .flatMap(Optional::stream)
                .toList();
    }
}
