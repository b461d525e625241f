package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.util.Optional;
import java.util.Set;

/**
 * The state of an application, as the service describes it.
 *
 * @param status a value of the API's enum, which may gain values
 * @param version which an update must state, so that it fails after a concurrent update
 * @param codeKey key of the code's object, with {@code ?versionId=} and the version if the application names one; empty when
 *     the code is not in S3
 * @param runConfiguration empty when its restore type is unknown here
 */
record ApplicationView(
        String status, long version, String codeKey, String runtime, Optional<RunConfiguration> runConfiguration) {
    /** Between an object's key and its version. */
    static final String VERSION = "?versionId=";

    private static final Set<String> AT_REST = Set.of("READY", "RUNNING", "ROLLED_BACK");

    ApplicationView {
        requireNonNull(status, "status is null");
        requireNonNull(codeKey, "codeKey is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(runConfiguration, "runConfiguration is null");
    }

    /** Whether it runs this code, where a key without a version is that of every version. */
    boolean runs(String code) {
        return codeKey.equals(code) || codeKey.startsWith(code + VERSION);
    }

    /** Between two states: starting, updating, scaling, in maintenance, or a status that is unknown here. */
    boolean changing() {
        return !AT_REST.contains(status);
    }

    boolean ready() {
        return status.equals("READY");
    }

    /** Whether a deletion has to stop it first. */
    boolean mustBeStopped() {
        return !is("READY", "DELETING");
    }

    boolean is(String... statuses) {
        return Set.of(statuses).contains(status);
    }
}
