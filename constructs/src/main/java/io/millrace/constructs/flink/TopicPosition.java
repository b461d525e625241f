package io.millrace.constructs.flink;

/**
 * Where a job starts to read a topic when it has no state to resume from. A job that is restored from a snapshot resumes
 * where that was taken, and does not look here.
 */
public enum TopicPosition {
    /** The oldest record that the topic still keeps. The default. */
    EARLIEST,
    /** The first record that arrives after the job started; what came before is never read. */
    LATEST
}
