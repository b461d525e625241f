package io.millrace.constructs.flink;

/**
 * Whether and how the service saves an application's state when it is stopped, updated or scaled (properties
 * {@code SnapshotsEnabled} and {@code SnapshotMode}).
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-snapshots.html">Snapshots</a>
 */
public enum Snapshots {
    /**
     * Snapshots that belong to the application, and go with it. The default; the service calls it
     * {@code APPLICATION_SNAPSHOTS_LEGACY}.
     */
    LEGACY,

    /**
     * Snapshots that belong to the account and outlive the application, from {@link FlinkRuntime#FLINK_1_20} on. There is
     * no way back to {@link #LEGACY}. From then on whoever deploys needs {@code kinesisanalytics:CreateSystemSnapshot}.
     */
    ENHANCED,

    /**
     * None: each update, stop and scaling loses the whole state, and the job starts again from its inputs' starting
     * positions. For development only.
     */
    DISABLED
}
