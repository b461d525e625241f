package io.millrace.constructs.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a job starts from, in the words of the API's {@code RunConfiguration}.
 *
 * @param restoreType {@code ApplicationRestoreType}
 * @param snapshotName of a custom snapshot, or empty
 * @param snapshotArn of a custom snapshot of the account, or empty; a stopped application is not started from it
 */
public record JobStart(
        String restoreType,
        Optional<String> snapshotName,
        Optional<String> snapshotArn,
        boolean allowNonRestoredState) {
    public JobStart {
        requireNonNull(restoreType, "restoreType is null");
        requireNonNull(snapshotName, "snapshotName is null");
        requireNonNull(snapshotArn, "snapshotArn is null");
    }

    /** The newest snapshot, and nothing of it may be left over: what the service does when it is told nothing. */
    public static JobStart latestSnapshot() {
        return new JobStart("RESTORE_FROM_LATEST_SNAPSHOT", Optional.empty(), Optional.empty(), false);
    }
}
