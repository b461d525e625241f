package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** A running version of an application: the address of its Flink, and the id of its job there. */
public record KnownApplication(String name, int version, URI address, String jobId) {
    public KnownApplication {
        requireNonNull(name, "name is null");
        requireNonNull(address, "address is null");
        requireNonNull(jobId, "jobId is null");
    }
}
