package io.millrace.local.flink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a job is.
 *
 * @param status Flink's {@code JobStatus}, as in {@code RUNNING}
 * @param tasksRunning whether every task of every vertex runs
 * @param uptime since the job last began to run; zero when it does not
 * @param restarts how often it restarted since it was submitted
 * @param checkpoints how many checkpoints it completed since it was submitted
 */
public record JobState(String status, boolean tasksRunning, Duration uptime, long restarts, long checkpoints) {
    public JobState {
        requireNonNull(status, "status is null");
        requireNonNull(uptime, "uptime is null");
    }

    /** Whether records flow. */
    public boolean isRunning() {
        return status.equals("RUNNING") && tasksRunning;
    }

    /** Whether the job ended and will not come back. */
    public boolean isEnded() {
        return status.equals("FINISHED") || status.equals("FAILED") || status.equals("CANCELED");
    }
}
