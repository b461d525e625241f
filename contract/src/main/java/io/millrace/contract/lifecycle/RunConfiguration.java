package io.millrace.contract.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which state an application starts with after an update (property {@code RunConfiguration}). Immutable.
 *
 * <p>The service applies it at every update of a running application. A choice other than the default belongs in the
 * template for one deployment only.
 */
public final class RunConfiguration {
    private final RestoreType restoreType;
    private final @Nullable String snapshotName;
    private final @Nullable String snapshotArn;
    private final NonRestoredState nonRestoredState;

    /** Where the state comes from: the API's {@code ApplicationRestoreType}. */
    public enum RestoreType {
        RESTORE_FROM_LATEST_SNAPSHOT,
        RESTORE_FROM_CUSTOM_SNAPSHOT,
        SKIP_RESTORE_FROM_SNAPSHOT
    }

    /** What happens to state in a snapshot that belongs to no operator of the new job. */
    public enum NonRestoredState {
        /** The application does not start. The default. */
        REFUSED,
        /** The state is dropped. */
        ALLOWED
    }

    private RunConfiguration(Builder builder) {
        this.restoreType = builder.restoreType;
        this.snapshotName = builder.snapshotName;
        this.snapshotArn = builder.snapshotArn;
        this.nonRestoredState = builder.nonRestoredState;
    }

    /** The newest snapshot: for an update, the one that the service has just taken. The default. */
    public static RunConfiguration latestSnapshot() {
        return builder().build();
    }

    /** No snapshot: the job starts without state, and reads its inputs from their starting positions. */
    public static RunConfiguration skipRestore() {
        return builder().skipRestore().build();
    }

    /** Starts with the newest snapshot. */
    public static Builder builder() {
        return new Builder();
    }

    /** Chooses what a start restores. */
    public static final class Builder {
        private RestoreType restoreType = RestoreType.RESTORE_FROM_LATEST_SNAPSHOT;
        private @Nullable String snapshotName;
        private @Nullable String snapshotArn;
        private NonRestoredState nonRestoredState = NonRestoredState.REFUSED;

        private Builder() {}

        /**
         * Restores a snapshot of the application.
         *
         * @param name 1 to 256 letters, digits, '_', '.' or '-'
         */
        public Builder customSnapshot(String name) {
            return restore(RestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT, requireNonNull(name, "name is null"), null);
        }

        /** Restores an enhanced snapshot, which belongs to the account. */
        public Builder customSnapshotArn(String arn) {
            return restore(RestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT, null, requireNonNull(arn, "arn is null"));
        }

        /** Restores nothing. */
        public Builder skipRestore() {
            return restore(RestoreType.SKIP_RESTORE_FROM_SNAPSHOT, null, null);
        }

        /** Whether state without an operator is dropped (property {@code AllowNonRestoredState}). */
        public Builder nonRestoredState(NonRestoredState treatment) {
            this.nonRestoredState = requireNonNull(treatment, "treatment is null");
            return this;
        }

        public RunConfiguration build() {
            return new RunConfiguration(this);
        }

        Builder restore(RestoreType type, @Nullable String name, @Nullable String arn) {
            this.restoreType = type;
            this.snapshotName = name;
            this.snapshotArn = arn;
            return this;
        }
    }

    /**
     * Reads {@link LifecycleProperties#OF_RUN_CONFIGURATION}.
     *
     * @throws IllegalArgumentException when the restore type is missing or unknown
     */
    public static RunConfiguration of(Map<String, String> properties) {
        return of(
                restoreType(properties.getOrDefault(LifecycleProperties.RESTORE_TYPE, "")),
                properties.get(LifecycleProperties.SNAPSHOT_NAME),
                properties.get(LifecycleProperties.SNAPSHOT_ARN),
                Boolean.parseBoolean(properties.get(LifecycleProperties.ALLOW_NON_RESTORED_STATE)));
    }

    /** What the service reports; a blank name or ARN is none. */
    public static RunConfiguration of(
            RestoreType type, @Nullable String snapshotName, @Nullable String snapshotArn, boolean dropsState) {
        return builder()
                .restore(type, emptyToNull(snapshotName), emptyToNull(snapshotArn))
                .nonRestoredState(dropsState ? NonRestoredState.ALLOWED : NonRestoredState.REFUSED)
                .build();
    }

    /** {@link LifecycleProperties#OF_RUN_CONFIGURATION}, as {@link #of(Map)} reads them. */
    public Map<String, String> toProperties() {
        return Map.of(
                LifecycleProperties.RESTORE_TYPE, restoreType.name(),
                LifecycleProperties.SNAPSHOT_NAME, snapshotName().orElse(""),
                LifecycleProperties.SNAPSHOT_ARN, snapshotArn().orElse(""),
                LifecycleProperties.ALLOW_NON_RESTORED_STATE, Boolean.toString(dropsState()));
    }

    public RestoreType restoreType() {
        return restoreType;
    }

    /** Present for a snapshot that is chosen by name. */
    public Optional<String> snapshotName() {
        return Optional.ofNullable(snapshotName);
    }

    /** Present for a snapshot that is chosen by ARN. */
    public Optional<String> snapshotArn() {
        return Optional.ofNullable(snapshotArn);
    }

    /** Whether state without an operator is dropped. */
    public boolean dropsState() {
        return nonRestoredState == NonRestoredState.ALLOWED;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunConfiguration && toProperties().equals(((RunConfiguration) other).toProperties());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(toProperties());
    }

    @Override
    public String toString() {
        String snapshot = snapshotName != null ? " " + snapshotName : snapshotArn != null ? " " + snapshotArn : "";
        return restoreType + snapshot + (dropsState() ? " and drops state without an operator" : "");
    }

    private static RestoreType restoreType(String name) {
        return Arrays.stream(RestoreType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(LifecycleProperties.RESTORE_TYPE + " must be one of "
                        + Arrays.toString(RestoreType.values()) + ", got '" + name + "'"));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
