package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a job starts from, in the words of the API's {@code RunConfiguration}.
 *
 * @param restoreType {@code ApplicationRestoreType}
 * @param snapshotName of a custom snapshot
 */
record RunConfiguration(String restoreType, Optional<String> snapshotName, boolean allowNonRestoredState) {
    /** What the service does when it is told nothing. */
    static final RunConfiguration DEFAULT =
            new RunConfiguration("RESTORE_FROM_LATEST_SNAPSHOT", Optional.empty(), false);

    RunConfiguration {
        requireNonNull(restoreType, "restoreType is null");
        requireNonNull(snapshotName, "snapshotName is null");
    }
}
