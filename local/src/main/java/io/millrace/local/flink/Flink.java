package io.millrace.local.flink;

import java.nio.file.Path;
import java.util.Optional;

/** What a stage asks of one Flink cluster. Every call throws a {@link FlinkException} when Flink does not answer, or refuses. */
public interface Flink {
    /**
     * Uploads a jar.
     *
     * @param name the name to show in the web UI
     * @return the jar's id
     */
    String upload(Path jar, String name);

    /**
     * Runs the main class that an uploaded jar's manifest names.
     *
     * @param restore the checkpoint or savepoint to restore
     * @return the job's id
     * @throws FlinkException when the main method fails, with its own message
     */
    String run(String jarId, int parallelism, Optional<Path> restore, boolean allowNonRestoredState);

    JobState job(String jobId);

    /** The root cause of the job's latest failure; empty when it never failed. */
    Optional<String> failure(String jobId);

    /**
     * Triggers a stop with a savepoint.
     *
     * @return the operation's id, for {@link #savepoint}
     */
    String stop(String jobId, Path directory);

    /**
     * Triggers a savepoint of a job that keeps running.
     *
     * @return the operation's id, for {@link #savepoint}
     */
    String takeSavepoint(String jobId, Path directory);

    /**
     * Triggers a checkpoint now, ahead of the interval.
     *
     * @return the operation's id, for {@link #isOver}
     */
    String takeCheckpoint(String jobId);

    /**
     * Whether a triggered checkpoint has completed or failed. This must be polled to the end: until then, a cluster that
     * shuts down waits for up to {@code rest.async.store-duration}.
     */
    boolean isOver(String jobId, String operationId);

    /**
     * Polls a triggered stop or savepoint.
     *
     * @return the path of the savepoint; empty until it is complete
     * @throws FlinkException when the savepoint failed
     */
    Optional<Path> savepoint(String jobId, String operationId);
}
