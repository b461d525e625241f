package io.millrace.constructs.flink;

/**
 * What the service does when an updated job does not start (property {@code RollbackEnabled}).
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-system-rollbacks.html">System rollback</a>
 */
public enum SystemRollback {
    /** The service restores the previous version with that version's state. The default. */
    ENABLED,

    /** The application stays as it is, stopped or restarting in a loop, until someone intervenes. */
    DISABLED
}
