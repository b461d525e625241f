package io.millrace.constructs.flink;

/**
 * What the service does with an update that does not come up (property {@code RollbackEnabled}).
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/how-system-rollbacks.html">System rollback</a>
 */
public enum SystemRollback {
    /** It goes back to the version that ran before, with that version's state. The default. */
    ENABLED,

    /** It leaves the application as it is: stopped, or restarting in a loop, until somebody looks. */
    DISABLED
}
