package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * An application and its job.
 *
 * @param job the name of its job, or its logical id
 * @param version counts from 1, and each update adds one
 * @param formerVersion the version that a rollback returns to; absent before the first update
 * @param newerJar the path of the jar that an update takes, if it is newer than the one that runs
 * @param runtime the service's name for the Flink release
 * @param kpus those that AWS bills at the template's parallelism, the one for orchestration included; absent for a stage that an
 *     earlier release has started
 * @param status Flink's job status, STARTING while not all tasks run, DOWN when Flink does not answer, STOPPED when the stage
 *     does not run
 * @param webUi the address of Flink's web UI
 * @param jobId Flink's id of the job
 * @param debugPort the port of loopback at which a debugger can connect to its Flink process
 * @param uptimeMillis since the job last began to run
 * @param failures the latest first
 * @param busyPercent of the busiest task's time
 * @param backPressuredPercent of the most back-pressured task's time
 * @param vertices the tasks of the dataflow, in its order
 */
public record ApplicationReport(
        String name,
        String job,
        int version,
        Optional<Integer> formerVersion,
        Optional<String> newerJar,
        String runtime,
        int parallelism,
        Optional<Integer> kpus,
        String status,
        Optional<String> webUi,
        Optional<String> jobId,
        Optional<Integer> debugPort,
        long uptimeMillis,
        long restarts,
        List<FailureReport> failures,
        CheckpointsReport checkpoints,
        Optional<Long> busyPercent,
        Optional<Long> backPressuredPercent,
        List<VertexReport> vertices) {
    public ApplicationReport {
        requireNonNull(name, "name is null");
        requireNonNull(job, "job is null");
        requireNonNull(formerVersion, "formerVersion is null");
        requireNonNull(newerJar, "newerJar is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(kpus, "kpus is null");
        requireNonNull(status, "status is null");
        requireNonNull(webUi, "webUi is null");
        requireNonNull(jobId, "jobId is null");
        requireNonNull(debugPort, "debugPort is null");
        failures = List.copyOf(failures);
        requireNonNull(checkpoints, "checkpoints is null");
        requireNonNull(busyPercent, "busyPercent is null");
        requireNonNull(backPressuredPercent, "backPressuredPercent is null");
        vertices = List.copyOf(vertices);
    }
}
