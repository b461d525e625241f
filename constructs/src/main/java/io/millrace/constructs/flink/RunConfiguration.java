package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.lifecycle.JobStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;

/**
 * Which state an application starts with after an update (property {@code RunConfiguration}). Immutable.
 *
 * <p>The service looks at it when it updates a running application, each time anew: a choice other than the default
 * belongs into a template for one deployment only.
 */
public final class RunConfiguration {
    private static final int MAX_NAME = 256;

    private final RestoreType restoreType;
    private final @Nullable String snapshotName;
    private final @Nullable String snapshotArn;
    private final NonRestoredState nonRestoredState;

    /** Where state comes from, in the service's words. */
    public enum RestoreType {
        RESTORE_FROM_LATEST_SNAPSHOT,
        RESTORE_FROM_CUSTOM_SNAPSHOT,
        SKIP_RESTORE_FROM_SNAPSHOT
    }

    /** What becomes of state in a snapshot that belongs to no operator of the new job. */
    public enum NonRestoredState {
        /** The application does not start. The default. */
        REFUSED,
        /** It is dropped. */
        ALLOWED
    }

    private RunConfiguration(
            RestoreType restoreType,
            @Nullable String snapshotName,
            @Nullable String snapshotArn,
            NonRestoredState nonRestoredState) {
        this.restoreType = restoreType;
        this.snapshotName = snapshotName;
        this.snapshotArn = snapshotArn;
        this.nonRestoredState = nonRestoredState;
    }

    /** The newest snapshot: for an update the one that the service has just taken. The default. */
    public static RunConfiguration latestSnapshot() {
        return new RunConfiguration(RestoreType.RESTORE_FROM_LATEST_SNAPSHOT, null, null, NonRestoredState.REFUSED);
    }

    /**
     * A snapshot of the application, with {@link Snapshots#LEGACY}.
     *
     * @param name 1 to 256 letters, digits, '_', '.' or '-'
     */
    public static RunConfiguration customSnapshot(String name) {
        return new RunConfiguration(
                RestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT,
                requireNonNull(name, "name is null"),
                null,
                NonRestoredState.REFUSED);
    }

    /** A snapshot of the account, with {@link Snapshots#ENHANCED}. */
    public static RunConfiguration customSnapshotArn(String arn) {
        return new RunConfiguration(
                RestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT,
                null,
                requireNonNull(arn, "arn is null"),
                NonRestoredState.REFUSED);
    }

    /** None: the job starts from nothing, and reads its inputs from their starting positions. */
    public static RunConfiguration skipRestore() {
        return new RunConfiguration(RestoreType.SKIP_RESTORE_FROM_SNAPSHOT, null, null, NonRestoredState.REFUSED);
    }

    /** Drops state whose operator is gone (property {@code AllowNonRestoredState}). */
    public RunConfiguration allowNonRestoredState() {
        return new RunConfiguration(restoreType, snapshotName, snapshotArn, NonRestoredState.ALLOWED);
    }

    public RestoreType restoreType() {
        return restoreType;
    }

    /** Present when a snapshot was chosen by name. */
    public Optional<String> snapshotName() {
        return Optional.ofNullable(snapshotName);
    }

    /** Present when a snapshot was chosen by ARN. */
    public Optional<String> snapshotArn() {
        return Optional.ofNullable(snapshotArn);
    }

    public NonRestoredState nonRestoredState() {
        return nonRestoredState;
    }

    @Override
    public String toString() {
        String snapshot = snapshotName != null ? " " + snapshotName : snapshotArn != null ? " " + snapshotArn : "";
        return restoreType
                + snapshot
                + (nonRestoredState == NonRestoredState.ALLOWED ? " and drops state without an operator" : "");
    }

    JobStart jobStart() {
        return new JobStart(
                restoreType.name(), snapshotName(), snapshotArn(), nonRestoredState == NonRestoredState.ALLOWED);
    }

    boolean isDefault() {
        return restoreType == RestoreType.RESTORE_FROM_LATEST_SNAPSHOT && nonRestoredState == NonRestoredState.REFUSED;
    }

    List<String> mistakes(Snapshots snapshots) {
        List<String> mistakes = new ArrayList<>();
        snapshotName()
                .filter(name -> !Token.isUnresolved(name) && !ServiceLimits.isName(name, MAX_NAME))
                .ifPresent(name -> mistakes.add(String.format(
                        "snapshot name must be 1 to %d %s, got '%s'", MAX_NAME, ServiceLimits.NAME_RULE, name)));
        snapshotArn()
                .filter(arn -> !Token.isUnresolved(arn) && !arn.matches("arn:[^:]+:kinesisanalytics:.+:snapshot/.+"))
                .ifPresent(arn -> mistakes.add(
                        "snapshot ARN must be like 'arn:aws:kinesisanalytics:<region>:<account>:snapshot/<name>', got '"
                                + arn + "'"));
        if (snapshotName != null && snapshots == Snapshots.ENHANCED) {
            mistakes.add("an enhanced snapshot must be named by its ARN, got the name '" + snapshotName
                    + "'; use RunConfiguration.customSnapshotArn");
        }
        if (snapshotArn != null && snapshots != Snapshots.ENHANCED) {
            mistakes.add("a snapshot must be named by its name, unless snapshots are ENHANCED, got the ARN '"
                    + snapshotArn + "'; use RunConfiguration.customSnapshot");
        }
        return mistakes;
    }
}
