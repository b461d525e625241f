package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.deploy.ApplicationPlan;
import io.millrace.local.deploy.StreamPlan;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.FlinkRest;
import io.millrace.local.flink.JobState;
import io.millrace.local.runtime.StageRecord.KnownApplication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One application: its Flink process and its job there, started, watched, restored and stopped. */
final class RunningApplication {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SAVEPOINT = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(30);
    /** A job that restarts this often before it first runs will not run. */
    private static final int RESTARTS_WHILE_STARTING = 3;

    private final ApplicationPlan plan;
    private final ApplicationDirectory directory;
    private final LocalHome home;
    private final Consumer<String> events;
    private final Runnable changed;
    private final Backoff backoff = new Backoff();

    private volatile @Nullable ChildProcess process;
    private volatile @Nullable KnownApplication known;
    private long reportedRestarts;
    private boolean hasOwnCheckpoint;
    private boolean endReported;

    RunningApplication(
            ApplicationPlan plan,
            ApplicationDirectory directory,
            LocalHome home,
            Consumer<String> events,
            Runnable changed) {
        this.plan = requireNonNull(plan, "plan is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.home = requireNonNull(home, "home is null");
        this.changed = requireNonNull(changed, "changed is null");
        this.events = event -> events.accept(plan.name() + ": " + event);
    }

    /**
     * Starts the process and the job, from the newest state there is, and returns once every task runs.
     *
     * @throws StageException when that does not happen, with the job's own cause
     */
    void start(List<StreamPlan> streams, URI kinesis) {
        Instant begin = Instant.now();
        directory.prepare();
        LocalProperties properties = LocalProperties.of(plan, streams, kinesis);
        properties.write(directory);
        new TreeMap<>(properties.added())
                .forEach((property, groups) ->
                        events.accept("added %s to property groups %s".formatted(property, String.join(", ", groups))));
        ChildProcess started = FlinkProcess.start(plan, directory, home, kinesis);
        process = started;
        changed.run();
        try {
            URI address = started.awaitReady();
            directory.rememberPort(address.getPort());
            run(address);
        } catch (FlinkException e) {
            started.kill();
            throw new StageException(
                    "application %s did not start: %s%nits log is %s"
                            .formatted(plan.name(), e.getMessage(), directory.log()),
                    e);
        }
        reportedRestarts = 0;
        hasOwnCheckpoint = false;
        endReported = false;
        events.accept("RUNNING after %.1f s"
                .formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0));
    }

    private void run(URI address) {
        FlinkRest flink = new FlinkRest(address);
        Optional<Path> state = directory.newestState(plan.restore().fromSnapshot());
        state.ifPresent(path -> events.accept("restores " + describe(path)));
        String jar = flink.upload(plan.jar(), plan.name());
        String jobId = flink.run(jar, plan.parallelism(), state, plan.restore().allowNonRestoredState());
        known = new KnownApplication(plan.name(), address, jobId);
        changed.run();
        Optional<JobState> running = Pause.until(START, () -> started(flink, jobId));
        if (running.isEmpty()) {
            throw new StageException("application %s did not start within %d s: %s%nits log is %s"
                    .formatted(plan.name(), START.toSeconds(), cause(flink, jobId), directory.log()));
        }
    }

    private Optional<JobState> started(FlinkRest flink, String jobId) {
        JobState job = flink.job(jobId);
        boolean ranToItsEnd = job.status().equals("FINISHED");
        if (!ranToItsEnd && (job.isEnded() || job.restarts() >= RESTARTS_WHILE_STARTING)) {
            throw new StageException("application %s did not start, its job is %s: %s%nits log is %s"
                    .formatted(plan.name(), job.status(), cause(flink, jobId), directory.log()));
        }
        return Optional.of(job).filter(now -> now.isRunning() || ranToItsEnd);
    }

    private static String cause(FlinkRest flink, String jobId) {
        return flink.failure(jobId).orElse("it gives no cause");
    }

    private static String describe(Path state) {
        return state.getFileName().toString().startsWith("chk-")
                ? "checkpoint " + state.getFileName()
                : "savepoint " + state.getFileName();
    }

    /** Looks after it once: starts a process that ended again, and tells what happened to the job. */
    void watch(List<StreamPlan> streams, URI kinesis) {
        ChildProcess current = process;
        KnownApplication job = known;
        if (current == null || job == null) {
            return;
        }
        if (!current.isAlive()) {
            restart(streams, kinesis);
            return;
        }
        ApplicationStatus status = ApplicationStatus.of(job);
        if (status.restarts() > reportedRestarts) {
            reportedRestarts = status.restarts();
            events.accept("restarted (%d): %s"
                    .formatted(status.restarts(), status.failure().orElse("no cause given")));
        }
        if (status.checkpoints() > 0 && !hasOwnCheckpoint) {
            // from here on nothing of a former run is needed
            hasOwnCheckpoint = true;
            directory.keepOnly(job.jobId());
        }
        boolean ended = List.of("FINISHED", "FAILED", "CANCELED").contains(status.status());
        if (ended && !endReported) {
            endReported = true;
            events.accept(status.status()
                    + status.failure().map(cause -> ": " + cause).orElse(""));
        }
    }

    private void restart(List<StreamPlan> streams, URI kinesis) {
        Instant now = Instant.now();
        if (!backoff.allows(now)) {
            return;
        }
        events.accept("its Flink process ended; starting it again");
        try {
            start(streams, kinesis);
            backoff.succeeded();
        } catch (StageException e) {
            backoff.failed(now);
            events.accept(e.getMessage());
        }
    }

    /** Stops the job as the service does, with a savepoint when snapshots are on, and ends the process. */
    void stop() {
        ChildProcess current = process;
        KnownApplication job = known;
        if (current == null) {
            return;
        }
        // a job that never ran this time has nothing to save, and must not cost what a former run saved
        if (job == null || !current.isAlive() || !ApplicationStatus.of(job).isRunning()) {
            current.stop(END);
            return;
        }
        if (plan.snapshots()) {
            takeSavepoint(new FlinkRest(job.address()), job.jobId());
        }
        current.stop(END);
        if (!plan.snapshots()) {
            directory.deleteCheckpoints();
            events.accept("stopped, without its state: snapshots are off");
        }
    }

    private void takeSavepoint(FlinkRest flink, String jobId) {
        try {
            String operation = flink.stop(jobId, directory.savepoints());
            Optional<Path> savepoint = Pause.until(SAVEPOINT, () -> flink.savepoint(jobId, operation));
            Optional<JobState> end =
                    Pause.until(END, () -> Optional.of(flink.job(jobId)).filter(JobState::isEnded));
            if (savepoint.isPresent() && end.isPresent()) {
                directory.deleteCheckpoints();
                events.accept("stopped with " + describe(savepoint.get()));
                return;
            }
            events.accept("its savepoint took too long; the newest checkpoint is kept instead");
        } catch (FlinkException e) {
            events.accept("took no savepoint, the newest checkpoint is kept instead: " + e.getMessage());
        }
    }

    /** Ends the process at once. */
    void kill() {
        ChildProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    Optional<KnownApplication> known() {
        return Optional.ofNullable(known);
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).filter(ChildProcess::isAlive).map(ChildProcess::identity);
    }
}
