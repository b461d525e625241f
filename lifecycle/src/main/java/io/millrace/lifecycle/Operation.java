package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An operation in an application's history.
 *
 * @param name such as {@code UpdateApplication}
 * @param end empty while it is in progress
 */
record Operation(String name, String id, Status status, Instant start, Optional<Instant> end) {
    enum Status {
        IN_PROGRESS,
        SUCCESSFUL,
        FAILED
    }

    Operation {
        requireNonNull(name, "name is null");
        requireNonNull(id, "id is null");
        requireNonNull(status, "status is null");
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
    }

    boolean starts() {
        return name.equals("StartApplication");
    }

    boolean stops() {
        return name.equals("StopApplication");
    }

    boolean updates() {
        return name.equals("UpdateApplication");
    }

    /** Whether the job is submitted, with what the application declares then. */
    boolean submits() {
        return starts() || updates();
    }

    /** The service also rolls back by itself. */
    boolean rollsBack() {
        return name.toLowerCase(Locale.ROOT).contains("rollback");
    }

    boolean inProgress() {
        return status == Status.IN_PROGRESS;
    }

    boolean failed() {
        return status == Status.FAILED;
    }
}
