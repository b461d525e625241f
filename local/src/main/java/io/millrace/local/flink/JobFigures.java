package io.millrace.local.flink;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a job does, in figures.
 *
 * @param status Flink's {@code JobStatus}
 * @param runningSinceMillis when it last entered {@code RUNNING}; 0 in any other status
 * @param failures the latest first
 * @param vertices in the order of the dataflow
 */
public record JobFigures(
        String status,
        long runningSinceMillis,
        long restarts,
        List<Failure> failures,
        Checkpoints checkpoints,
        List<Vertex> vertices) {
    public JobFigures {
        requireNonNull(status, "status is null");
        failures = List.copyOf(failures);
        requireNonNull(checkpoints, "checkpoints is null");
        vertices = List.copyOf(vertices);
    }

    /** Whether all tasks of all vertices run. */
    public boolean tasksRun() {
        return !vertices.isEmpty()
                && vertices.stream().allMatch(vertex -> vertex.status().equals("RUNNING"));
    }

    /** Why the job was restarted or has ended. */
    public record Failure(long atMillis, String cause) {}

    /** The job's checkpoints since it was submitted. */
    public record Checkpoints(long completed, long failed, Optional<Checkpoint> last) {}

    /**
     * A complete checkpoint.
     *
     * @param id counts from 1
     * @param atMillis when it was completed
     * @param durationMillis from its trigger until then
     * @param bytes size of all state
     * @param writtenBytes what it wrote itself: less, if it is incremental
     */
    public record Checkpoint(long id, long atMillis, long durationMillis, long bytes, long writtenBytes) {
        /** When it was triggered. */
        public long beganMillis() {
            return atMillis - durationMillis;
        }
    }

    /**
     * Operators that are chained to one task.
     *
     * @param recordsIn since the job was submitted, as are the three below
     */
    public record Vertex(
            String id,
            String name,
            String status,
            int parallelism,
            long recordsIn,
            long recordsOut,
            long bytesIn,
            long bytesOut) {}
}
