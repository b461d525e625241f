package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.local.process.ProcessIdentity;
import java.net.URI;
import java.util.Optional;

/**
 * A running version of an application.
 *
 * @param address of its Flink's REST API
 * @param jobId the id of its job there
 * @param process its Flink; empty while it is being restarted
 * @param debugPort the port of loopback at which a debugger can connect to that process
 */
public record KnownApplication(
        String name,
        int version,
        URI address,
        String jobId,
        Optional<ProcessIdentity> process,
        Optional<Integer> debugPort) {
    public KnownApplication {
        requireNonNull(name, "name is null");
        requireNonNull(address, "address is null");
        requireNonNull(jobId, "jobId is null");
        process = process == null ? Optional.empty() : process; // a file of an earlier release has none
        debugPort = debugPort == null ? Optional.empty() : debugPort;
    }
}
