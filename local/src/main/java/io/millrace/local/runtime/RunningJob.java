package io.millrace.local.runtime;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.FlinkRest;
import io.millrace.local.flink.JobState;
import io.millrace.local.runtime.StageRecord.KnownApplication;
import io.millrace.local.versions.Version;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An application's job on its Flink. */
record RunningJob(String application, int version, URI address, String jobId) {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SAVEPOINT = Duration.ofMinutes(1);
    /** At the longest interval that a template gives without saying so, and some. */
    private static final Duration FIRST_CHECKPOINT = Duration.ofSeconds(90);

    private static final Duration END = Duration.ofSeconds(30);
    /** A job that restarts this often before it first runs will not run. */
    private static final int RESTARTS_WHILE_STARTING = 3;

    /**
     * Runs an application's jar, as the service does at a start.
     *
     * @throws FlinkException when the main method fails
     */
    static RunningJob submit(Version version, URI address, Optional<Path> state) {
        ApplicationPlan plan = version.plan();
        FlinkRest flink = new FlinkRest(address);
        String jar = flink.upload(plan.jar(), plan.name());
        String jobId = flink.run(jar, plan.parallelism(), state, version.mayDropState());
        return new RunningJob(plan.name(), version.number(), address, jobId);
    }

    /**
     * Waits until every task runs.
     *
     * @throws StageException when that does not happen, with the job's own cause
     */
    void awaitRunning() {
        if (Pause.until(START, this::started).isEmpty()) {
            throw new StageException("its tasks do not all run after %d s: %s".formatted(START.toSeconds(), cause()));
        }
    }

    private Optional<JobState> started() {
        JobState job = flink().job(jobId);
        boolean ranToItsEnd = job.status().equals("FINISHED");
        if (!ranToItsEnd && (job.isEnded() || job.restarts() >= RESTARTS_WHILE_STARTING)) {
            throw new StageException("its job is %s: %s".formatted(job.status(), cause()));
        }
        return Optional.of(job).filter(now -> now.isRunning() || ranToItsEnd);
    }

    /**
     * Waits until it has saved its state once without a restart: then sources, state and sinks work together.
     *
     * @throws StageException when that does not happen, with the job's own cause
     */
    void awaitHealthy() {
        Optional<String> asked = requestCheckpoint();
        if (Pause.until(FIRST_CHECKPOINT, () -> healthy(asked)).isEmpty()) {
            throw new StageException("it runs, but has completed no checkpoint in %d s: %s"
                    .formatted(FIRST_CHECKPOINT.toSeconds(), cause()));
        }
    }

    /** What is asked for may be refused, or fail with the job: the next look tells. */
    private Optional<String> requestCheckpoint() {
        try {
            return Optional.of(flink().takeCheckpoint(jobId));
        } catch (FlinkException e) {
            // one comes by itself, at the latest after the interval
            return Optional.empty();
        }
    }

    private Optional<JobState> healthy(Optional<String> asked) {
        JobState job = flink().job(jobId);
        boolean ranToItsEnd = job.status().equals("FINISHED");
        if (!ranToItsEnd && (job.isEnded() || job.restarts() > 0)) {
            throw new StageException("its job fails: " + cause());
        }
        boolean over =
                asked.map(checkpoint -> flink().isOver(jobId, checkpoint)).orElse(true);
        return Optional.of(job).filter(now -> (over && now.checkpoints() > 0) || ranToItsEnd);
    }

    private String cause() {
        return flink().failure(jobId).orElse("no cause given");
    }

    /**
     * Takes a savepoint and ends the job.
     *
     * @return where the savepoint lies; empty when it is not complete in time
     * @throws FlinkException when no savepoint could be taken; the job runs on then
     */
    Optional<Path> stopWithSavepoint(Path directory) {
        String operation = flink().stop(jobId, directory);
        Optional<Path> savepoint = Pause.until(SAVEPOINT, () -> flink().savepoint(jobId, operation));
        return savepoint.filter(path -> Pause.until(END, this::end).isPresent());
    }

    /**
     * Takes a savepoint of the job, which runs on.
     *
     * @param directory where the savepoint becomes a directory of its own
     * @throws FlinkException when none could be taken
     * @throws StageException when it is not complete in time
     */
    Path takeSavepoint(Path directory) {
        String operation = flink().takeSavepoint(jobId, directory);
        return Pause.until(SAVEPOINT, () -> flink().savepoint(jobId, operation))
                .orElseThrow(() -> new StageException(
                        "the savepoint is not complete after %d s".formatted(SAVEPOINT.toSeconds())));
    }

    private Optional<JobState> end() {
        return Optional.of(flink().job(jobId)).filter(JobState::isEnded);
    }

    ApplicationStatus status() {
        return ApplicationStatus.of(known());
    }

    KnownApplication known() {
        return new KnownApplication(application, version, address, jobId);
    }

    private FlinkRest flink() {
        return new FlinkRest(address);
    }
}
