package io.millrace.local.runtime;

import io.millrace.assembly.deployment.DeploymentPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All servers of a stage. */
record RunningServers(List<RunningServer> all) {
    RunningServers {
        all = List.copyOf(all);
    }

    void start() {
        all.forEach(RunningServer::start);
    }

    void watch() {
        all.forEach(RunningServer::watch);
    }

    void stop() {
        all.forEach(RunningServer::stop);
    }

    void kill() {
        all.forEach(RunningServer::kill);
    }

    /** Creates the plan's resources, or changes existing ones; resources that are not in the plan stay as they are. */
    void provision(DeploymentPlan plan, Consumer<String> events) {
        addresses().forEach((server, address) -> server.provision(plan, address, events));
    }

    /** The addresses of those that serve. */
    Map<LocalServer, String> addresses() {
        Map<LocalServer, String> addresses = new LinkedHashMap<>();
        all.forEach(running -> running.address().ifPresent(address -> addresses.put(running.server(), address)));
        return addresses;
    }

    List<ProcessIdentity> processes() {
        return all.stream()
                .map(RunningServer::processIdentity)
                .flatMap(Optional::stream)
                .toList();
    }
}
