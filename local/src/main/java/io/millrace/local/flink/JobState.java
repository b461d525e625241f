package io.millrace.local.flink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The state of a job.
 *
 * @param status Flink's {@code JobStatus}, as in {@code RUNNING}
 * @param tasksRunning whether all tasks of all vertices run
 * @param uptime time since the job last entered {@code RUNNING}; zero in any other status
 * @param restarts number of restarts since the job was submitted
 * @param checkpoints number of completed checkpoints since the job was submitted
 */
public record JobState(String status, boolean tasksRunning, Duration uptime, long restarts, long checkpoints) {
    public JobState {
        requireNonNull(status, "status is null");
        requireNonNull(uptime, "uptime is null");
    }

    /** Whether the job processes records. */
    public boolean isRunning() {
        return status.equals("RUNNING") && tasksRunning;
    }

    /** Whether the job has ended for good. */
    public boolean isEnded() {
        return status.equals("FINISHED") || status.equals("FAILED") || status.equals("CANCELED");
    }
}
