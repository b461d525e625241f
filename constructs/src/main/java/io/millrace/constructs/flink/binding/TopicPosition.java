package io.millrace.constructs.flink.binding;

/**
 * Where a job starts to read a topic when it has no state to resume from. A job that is restored from a snapshot resumes
 * from the offsets in the snapshot instead.
 */
public enum TopicPosition {
    /** The oldest record that the topic still keeps. The default. */
    EARLIEST,
    /** The first record that arrives after the job has started; older records are never read. */
    LATEST
}
