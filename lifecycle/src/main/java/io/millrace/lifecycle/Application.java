package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What the service says an application is.
 *
 * @param status of the API's enum, which may grow
 * @param version what an update must quote, so that it fails when another came first
 * @param codeKey empty when the code is no object
 */
record Application(String status, long version, String codeKey, String runtime, RunConfiguration runConfiguration) {
    private static final Set<String> AT_REST = Set.of("READY", "RUNNING", "ROLLED_BACK");

    Application {
        requireNonNull(status, "status is null");
        requireNonNull(codeKey, "codeKey is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(runConfiguration, "runConfiguration is null");
    }

    /** Between two states: starting, updating, scaling, under maintenance, and whatever the service may add. */
    boolean changing() {
        return !AT_REST.contains(status);
    }

    boolean ready() {
        return status.equals("READY");
    }

    boolean is(String... statuses) {
        return Set.of(statuses).contains(status);
    }
}
