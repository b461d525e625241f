package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.local.flink.Flink;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.FlinkRest;
import io.millrace.local.flink.JobState;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The status of an application.
 *
 * @param version the number of the version that runs; counts from 1, and each update adds one
 * @param status Flink's job status, {@code STARTING} while not all tasks run, or {@code DOWN} when Flink does not answer
 * @param failure the cause of the latest restart or of the end
 * @param debugPort the port of loopback at which a debugger can connect to its Flink process
 */
public record ApplicationStatus(
        String name,
        int version,
        URI webUi,
        String status,
        Duration uptime,
        long checkpoints,
        long restarts,
        Optional<String> failure,
        Optional<Integer> debugPort) {

    public ApplicationStatus {
        requireNonNull(name, "name is null");
        requireNonNull(webUi, "webUi is null");
        requireNonNull(status, "status is null");
        requireNonNull(uptime, "uptime is null");
        requireNonNull(failure, "failure is null");
        requireNonNull(debugPort, "debugPort is null");
    }

    /** Queries an application's Flink. */
    public static ApplicationStatus of(KnownApplication application) {
        return of(application, new FlinkRest(application.address()));
    }

    static ApplicationStatus of(KnownApplication application, Flink flink) {
        try {
            JobState job = flink.job(application.jobId());
            boolean mayHaveFailed = job.restarts() > 0 || job.status().equals("FAILED");
            return new ApplicationStatus(
                    application.name(),
                    application.version(),
                    application.address(),
                    job.status().equals("RUNNING") && !job.tasksRunning() ? "STARTING" : job.status(),
                    job.uptime(),
                    job.checkpoints(),
                    job.restarts(),
                    mayHaveFailed ? flink.failure(application.jobId()) : Optional.empty(),
                    application.debugPort());
        } catch (FlinkException e) {
            return new ApplicationStatus(
                    application.name(),
                    application.version(),
                    application.address(),
                    "DOWN",
                    Duration.ZERO,
                    0,
                    0,
                    Optional.empty(),
                    application.debugPort());
        }
    }

    /** Whether the job processes records. */
    public boolean isRunning() {
        return status.equals("RUNNING");
    }
}
