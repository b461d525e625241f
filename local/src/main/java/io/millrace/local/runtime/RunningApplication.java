package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.deploy.ApplicationPlan;
import io.millrace.local.deploy.StreamBackend;
import io.millrace.local.deploy.StreamPlan;
import io.millrace.local.flink.FlinkException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One application: its Flink process and its job there, started, watched, restored and stopped. */
final class RunningApplication {
    private static final Duration END = Duration.ofSeconds(30);

    private final ApplicationPlan plan;
    private final ApplicationDirectory directory;
    private final LocalHome home;
    private final Consumer<String> events;
    private final Runnable changed;
    private final Backoff backoff = new Backoff();

    private volatile @Nullable ChildProcess process;
    private volatile @Nullable RunningJob job;
    private JobWatch jobWatch;

    /** An application that tells what happens to it, and when its process or its job is another one. */
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
        this.jobWatch = new JobWatch(directory, this.events);
    }

    /**
     * Starts the process and the job, from the newest state there is, and returns once every task runs.
     *
     * @throws StageException when that does not happen, with the job's own cause; no process is left then
     */
    void start(List<StreamPlan> streams, Map<StreamBackend, String> servers) {
        Instant begin = Instant.now();
        directory.prepare();
        LocalProperties properties = LocalProperties.of(plan, streams, servers, directory.secrets());
        properties.write(directory);
        new TreeMap<>(properties.changes())
                .forEach((change, groups) ->
                        events.accept("%s property groups %s".formatted(change, String.join(", ", groups))));
        ChildProcess started = FlinkProcess.start(plan, directory, home, servers);
        process = started;
        changed.run();
        try {
            submit(URI.create(started.awaitReady()));
        } catch (FlinkException | StageException e) {
            started.kill();
            throw new StageException(
                    "application %s did not start: %s%nits log is %s"
                            .formatted(plan.name(), e.getMessage(), directory.log()),
                    e);
        }
        jobWatch = new JobWatch(directory, events);
        events.accept("RUNNING after %.1f s"
                .formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0));
    }

    private void submit(URI address) {
        directory.port().remember(address.getPort());
        Optional<Path> state = directory.newestState(plan.restore().fromSnapshot());
        state.ifPresent(path -> events.accept("restores " + describe(path)));
        RunningJob submitted = RunningJob.submit(plan, address, state);
        job = submitted;
        changed.run();
        submitted.awaitRunning();
    }

    private static String describe(Path state) {
        String name = state.getFileName().toString();
        return (name.startsWith("chk-") ? "checkpoint " : "savepoint ") + name;
    }

    /** Looks after it once: starts a process that ended again, and tells what happened to the job. */
    void watch(List<StreamPlan> streams, Map<StreamBackend, String> servers) {
        ChildProcess current = process;
        RunningJob running = job;
        if (current == null || running == null) {
            return;
        }
        if (current.isAlive()) {
            jobWatch.look(running);
        } else {
            restart(streams, servers);
        }
    }

    private void restart(List<StreamPlan> streams, Map<StreamBackend, String> servers) {
        Instant now = Instant.now();
        if (!backoff.allows(now)) {
            return;
        }
        events.accept("its Flink process ended; starting it again");
        try {
            start(streams, servers);
            backoff.succeeded();
        } catch (StageException e) {
            backoff.failed(now);
            events.accept(e.getMessage());
        }
    }

    /** Stops the job as the service does, with a savepoint when snapshots are on, and ends the process. */
    void stop() {
        ChildProcess current = process;
        RunningJob running = job;
        if (current == null) {
            return;
        }
        // a job that never ran this time has nothing to save, and must not cost what a former run saved
        if (running == null || !current.isAlive() || !running.status().isRunning()) {
            current.stop(END);
            return;
        }
        if (plan.snapshots()) {
            takeSavepoint(running);
        }
        current.stop(END);
        if (!plan.snapshots()) {
            directory.deleteCheckpoints();
            events.accept("stopped, without its state: snapshots are off");
        }
    }

    private void takeSavepoint(RunningJob running) {
        try {
            Optional<Path> savepoint = running.stopWithSavepoint(directory.savepoints());
            if (savepoint.isPresent()) {
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

    Optional<RunningJob> job() {
        return Optional.ofNullable(job);
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).filter(ChildProcess::isAlive).map(ChildProcess::identity);
    }
}
