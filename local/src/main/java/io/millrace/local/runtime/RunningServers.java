package io.millrace.local.runtime;

import io.millrace.assembly.deployment.StreamBackend;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All servers of a stage's streams. */
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

    /** Where those serve that do, by what they hold. */
    Map<StreamBackend, String> addresses() {
        Map<StreamBackend, String> addresses = new EnumMap<>(StreamBackend.class);
        all.forEach(server -> server.address().ifPresent(address -> addresses.put(server.backend(), address)));
        return addresses;
    }

    List<ProcessIdentity> processes() {
        return all.stream()
                .map(RunningServer::processIdentity)
                .flatMap(Optional::stream)
                .toList();
    }
}
