package io.millrace.local.application;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.flink.Flink;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.JobState;
import io.millrace.local.process.Polling;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.StageException;
import io.millrace.local.versions.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An application's job on its Flink cluster. */
public record RunningJob(String application, int version, URI address, String jobId, Flink flink, Polling polling) {
    /** Long enough for a machine that is busy: a job that fails is noticed at once. */
    private static final Duration START = Duration.ofMinutes(10);

    private static final Duration SAVEPOINT = Duration.ofMinutes(3);
    /** Longer than the default checkpoint interval. */
    private static final Duration FIRST_CHECKPOINT = Duration.ofMinutes(5);

    private static final Duration END = Duration.ofMinutes(1);
    /** A job with this many restarts before it first runs has failed to start. */
    private static final int RESTARTS_WHILE_STARTING = 3;

    /**
     * Runs an application's jar, as the service does when it starts an application.
     *
     * @throws FlinkException when the main method fails
     */
    static RunningJob submit(Version version, URI address, Optional<Path> state, FlinkClusters clusters) {
        ApplicationPlan plan = version.plan();
        Flink flink = clusters.connect(address);
        String jar = flink.upload(plan.jar(), plan.name());
        String jobId = flink.run(jar, plan.parallelism(), state, version.mayDropState());
        return new RunningJob(plan.name(), version.number(), address, jobId, flink, clusters.polling());
    }

    /**
     * Waits until all tasks run.
     *
     * @throws StageException when they do not; the message has the job's root cause
     */
    void awaitRunning() {
        if (polling.until(START, this::started).isEmpty()) {
            throw new StageException("not all of its tasks run after %d s: %s".formatted(START.toSeconds(), cause()));
        }
    }

    private Optional<JobState> started() {
        JobState job = flink.job(jobId);
        boolean ranToItsEnd = job.status().equals("FINISHED");
        if (!ranToItsEnd && (job.isEnded() || job.restarts() >= RESTARTS_WHILE_STARTING)) {
            throw new StageException("its job is %s: %s".formatted(job.status(), cause()));
        }
        return Optional.of(job).filter(now -> now.isRunning() || ranToItsEnd);
    }

    /**
     * Waits for the first checkpoint without a restart: it shows that sources, state and sinks work.
     *
     * @throws StageException when there is none; the message has the job's root cause
     */
    void awaitHealthy() {
        Optional<String> requested = requestCheckpoint();
        if (polling.until(FIRST_CHECKPOINT, () -> healthy(requested)).isEmpty()) {
            throw new StageException(
                    "it has completed no checkpoint within %d s: %s".formatted(FIRST_CHECKPOINT.toSeconds(), cause()));
        }
    }

    /** Empty when Flink rejects the request. */
    private Optional<String> requestCheckpoint() {
        try {
            return Optional.of(flink.takeCheckpoint(jobId));
        } catch (FlinkException e) {
            // the next regular checkpoint will do
            return Optional.empty();
        }
    }

    private Optional<JobState> healthy(Optional<String> requested) {
        // before the job's state, which then shows a restart during the checkpoint
        boolean over =
                requested.map(checkpoint -> flink.isOver(jobId, checkpoint)).orElse(true);
        JobState job = flink.job(jobId);
        boolean ranToItsEnd = job.status().equals("FINISHED");
        if (!ranToItsEnd && (job.isEnded() || job.restarts() > 0)) {
            throw new StageException("its job fails: " + cause());
        }
        return Optional.of(job).filter(now -> (over && now.checkpoints() > 0) || ranToItsEnd);
    }

    private String cause() {
        return flink.failure(jobId).orElse("unknown cause");
    }

    /**
     * Stops the job with a savepoint.
     *
     * @return the path of the savepoint; empty when it takes too long
     * @throws FlinkException when the savepoint fails and the job keeps running, or when Flink does not answer
     */
    Optional<Path> stopWithSavepoint(Path directory) {
        String operation = flink.stop(jobId, directory);
        Optional<Path> savepoint = polling.until(SAVEPOINT, () -> flink.savepoint(jobId, operation));
        return savepoint.filter(path -> polling.until(END, this::end).isPresent());
    }

    /**
     * Takes a savepoint of the job, which keeps running.
     *
     * @param directory the parent of the savepoint's directory
     * @throws FlinkException when the savepoint fails
     * @throws StageException when it takes too long
     */
    public Path takeSavepoint(Path directory) {
        String operation = flink.takeSavepoint(jobId, directory);
        return polling.until(SAVEPOINT, () -> flink.savepoint(jobId, operation))
                .orElseThrow(() -> new StageException(
                        "the savepoint is not complete after %d s".formatted(SAVEPOINT.toSeconds())));
    }

    private Optional<JobState> end() {
        return Optional.of(flink.job(jobId)).filter(JobState::isEnded);
    }

    public ApplicationStatus status() {
        return ApplicationStatus.of(known(Optional.empty(), Optional.empty()), flink);
    }

    KnownApplication known(Optional<ProcessIdentity> process, Optional<Integer> debugPort) {
        return new KnownApplication(application, version, address, jobId, process, debugPort);
    }
}
