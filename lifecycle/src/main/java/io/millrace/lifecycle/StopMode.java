package io.millrace.lifecycle;

/** How a running job is stopped when its stack lets go of it. */
enum StopMode {
    /** With a snapshot, or not at all. */
    WITH_SNAPSHOT,
    /** With a snapshot where the job can still take one, else by force. */
    FORCE_IF_NEEDED,
    /** At once and without a snapshot. */
    FORCE
}
