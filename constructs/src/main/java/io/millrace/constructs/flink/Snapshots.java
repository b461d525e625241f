package io.millrace.constructs.flink;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the service saves an application's state when it is stopped, updated or scaled (properties
 * {@code SnapshotsEnabled} and {@code SnapshotMode}). All that depends on the choice is here.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-snapshots.html">Snapshots</a>
 */
public enum Snapshots {
    /**
     * Snapshots that belong to the application, and are deleted with it. The default; the service calls it
     * {@code APPLICATION_SNAPSHOTS_LEGACY}.
     */
    LEGACY(null, null, Reference.NAME, null),

    /**
     * Snapshots that belong to the account and outlive the application, from {@link FlinkRuntime#FLINK_1_20} on. There is
     * no way back to {@link #LEGACY}. Each deploy then needs the permission {@code kinesisanalytics:CreateSystemSnapshot}.
     */
    ENHANCED("ENHANCED_SNAPSHOTS", "FLINK-1_20", Reference.ARN, "kinesisanalytics:CreateSystemSnapshot"),

    /**
     * None: each update, stop and scaling loses the whole state, and the job starts again from the starting positions of
     * its inputs. For development only.
     */
    DISABLED(null, null, Reference.NAME, null);

    /** How a run configuration refers to a snapshot. */
    private enum Reference {
        NAME,
        ARN
    }

    private final @Nullable String mode;
    private final @Nullable String since;
    private final Reference reference;
    private final @Nullable String updateAction;

    Snapshots(@Nullable String mode, @Nullable String since, Reference reference, @Nullable String updateAction) {
        this.mode = mode;
        this.since = since;
        this.reference = reference;
        this.updateAction = updateAction;
    }

    /** The property {@code SnapshotsEnabled}. */
    boolean enabled() {
        return this != DISABLED;
    }

    /** The property {@code SnapshotMode}; empty where the service's default applies. */
    Optional<String> mode() {
        return Optional.ofNullable(mode);
    }

    /** The action that an update needs on the application besides {@code UpdateApplication}; empty for none. */
    Optional<String> updateAction() {
        return Optional.ofNullable(updateAction);
    }

    /** One message for each rule that the choice breaks together with the runtime and the run configuration. */
    List<String> violations(FlinkRuntime runtime, RunConfiguration run) {
        List<String> violations = new ArrayList<>();
        if (since != null && !runtime.isAtLeast(FlinkRuntime.of(since))) {
            violations.add(String.format(
                    "%s snapshots must run on %s or later, got '%s'; raise the runtime or use Snapshots.LEGACY",
                    text(), since, runtime.id()));
        }
        if (reference == Reference.ARN) {
            run.snapshotName()
                    .ifPresent(name -> violations.add(String.format(
                            "a snapshot to restore must be given by its ARN with %s snapshots, got the name '%s'; use"
                                    + " customSnapshotArn",
                            text(), name)));
        } else {
            run.snapshotArn()
                    .ifPresent(arn -> violations.add(String.format(
                            "a snapshot to restore must be given by its name with %s snapshots, got the ARN '%s'; use"
                                    + " customSnapshot",
                            text(), arn)));
        }
        return violations;
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
