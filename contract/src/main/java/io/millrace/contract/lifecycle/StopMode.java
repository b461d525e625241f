package io.millrace.contract.lifecycle;

/** How a running job is stopped when its application leaves the stack. */
public enum StopMode {
    /** With a snapshot only: deleting the stack fails as long as the job cannot take one. The default. */
    WITH_SNAPSHOT,
    /** With a snapshot; by force when the job cannot take one, or has not taken one 10 minutes after it was asked to. */
    FORCE_IF_NEEDED,
    /** Immediately. The next start reads everything since the last snapshot again, and writes its results again. */
    FORCE
}
