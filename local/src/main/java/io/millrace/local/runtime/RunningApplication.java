package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.versions.JarStore;
import io.millrace.local.versions.PlanChange;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.VersionStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One application: its Flink process and its job there, started, watched, restored and stopped. */
final class RunningApplication {
    private static final Duration END = Duration.ofSeconds(30);

    private final ApplicationDirectory directory;
    private final StageSite site;
    private final LocalHome home;
    private final Consumer<String> events;
    private final Runnable changed;
    private final Backoff backoff = new Backoff();

    private volatile ApplicationPlan plan;
    private volatile @Nullable Version version;
    private volatile @Nullable ChildProcess process;
    private volatile @Nullable RunningJob job;
    private @Nullable JobWatch jobWatch;

    /** An application that tells what happens to it, and when its process or its job is another one. */
    RunningApplication(
            ApplicationPlan plan,
            ApplicationDirectory directory,
            StageSite site,
            LocalHome home,
            Consumer<String> events,
            Runnable changed) {
        this.plan = requireNonNull(plan, "plan is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.site = requireNonNull(site, "site is null");
        this.home = requireNonNull(home, "home is null");
        this.changed = requireNonNull(changed, "changed is null");
        this.events = event -> events.accept(plan.name() + ": " + event);
    }

    /**
     * Starts the process and the job, from the newest state there is, and returns once every task runs.
     *
     * @throws StageException when that does not happen, with the job's own cause; no process is left then
     */
    void start(JarStore jars) {
        ApplicationPlan kept = plan.withJar(jars.keep(plan.jar()));
        Optional<Version> last = versions().read().current();
        Version deployed = versions().deploy(kept);
        last.filter(former -> former.number() != deployed.number()).ifPresent(former -> {
            say("%s changes of %s, which ran last:".formatted(deployed, former));
            PlanChange.lines(PlanChange.between(former.plan(), kept)).forEach(this::say);
        });
        run(deployed);
    }

    /** Starts a version, as {@link #start} does. */
    void run(Version toRun) {
        Instant begin = Instant.now();
        version = toRun;
        plan = toRun.plan();
        directory.prepare();
        versions().directory(toRun).prepare();
        LocalProperties properties = LocalProperties.of(plan, site.plan(), site.addresses(), site.secrets());
        properties.write(directory);
        new TreeMap<>(properties.changes())
                .forEach((change, groups) -> say("%s property groups %s".formatted(change, String.join(", ", groups))));
        ChildProcess started = FlinkProcess.start(toRun, directory, home, site.addresses());
        process = started;
        changed.run();
        try {
            submit(toRun, URI.create(started.awaitReady()));
        } catch (FlinkException | StageException e) {
            started.kill();
            throw new StageException(
                    "application %s did not start: %s%nits log is %s"
                            .formatted(plan.name(), e.getMessage(), directory.log()),
                    e);
        }
        jobWatch = new JobWatch(versions().directory(toRun), events);
        say("RUNNING after %.1f s"
                .formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0));
    }

    private void submit(Version toRun, URI address) {
        directory.port().remember(address.getPort());
        Optional<Path> state = versions().newestState(toRun);
        state.ifPresent(path -> say("restores " + describe(path)));
        RunningJob submitted = RunningJob.submit(toRun, address, state);
        job = submitted;
        changed.run();
        submitted.awaitRunning();
    }

    private static String describe(Path state) {
        String name = state.getFileName().toString();
        return (name.startsWith("chk-") ? "checkpoint " : "savepoint ") + name;
    }

    /** Looks after it once: starts a process that ended again, and tells what happened to the job. */
    void watch() {
        ChildProcess current = process;
        RunningJob running = job;
        JobWatch watch = jobWatch;
        Version started = version;
        if (current == null || running == null || started == null) {
            return;
        }
        if (!current.isAlive()) {
            restart(started);
        } else if (watch != null) {
            watch.look(running);
        }
    }

    private void restart(Version started) {
        Instant now = Instant.now();
        if (!backoff.allows(now)) {
            return;
        }
        say("its Flink process ended; starting it again");
        try {
            run(started);
            backoff.succeeded();
        } catch (StageException e) {
            backoff.failed(now);
            say(String.valueOf(e.getMessage()));
        }
    }

    /** Stops the job as the service does, with a savepoint when snapshots are on, and ends the process. */
    void stop() {
        ChildProcess current = process;
        RunningJob running = job;
        Version stopped = version;
        if (current == null || stopped == null) {
            return;
        }
        // a job that never ran this time has nothing to save, and must not cost what a former run saved
        if (running == null || !current.isAlive() || !running.status().isRunning()) {
            current.stop(END);
            return;
        }
        if (plan.snapshots()) {
            takeSavepoint(stopped, running);
        }
        current.stop(END);
        if (!plan.snapshots() || !plan.restore().fromSnapshot()) {
            versions().write(versions().read().startingAnew());
        }
        if (!plan.snapshots()) {
            versions().directory(stopped).deleteCheckpoints();
            say("stopped, without its state: snapshots are off");
        }
    }

    private void takeSavepoint(Version stopped, RunningJob running) {
        try {
            Optional<Path> savepoint = stopWithSavepoint(stopped, running);
            say(savepoint
                    .map(path -> "stopped with " + describe(path))
                    .orElse("its savepoint took too long; the newest checkpoint is kept instead"));
        } catch (FlinkException e) {
            say("took no savepoint, the newest checkpoint is kept instead: " + e.getMessage());
        }
    }

    private Optional<Path> stopWithSavepoint(Version stopped, RunningJob running) {
        Optional<Path> savepoint =
                running.stopWithSavepoint(versions().directory(stopped).savepoints());
        savepoint.ifPresent(complete -> versions().directory(stopped).deleteCheckpoints());
        return savepoint;
    }

    /**
     * Ends the job and its process for another version to follow: with a savepoint, or if the job does not run, with its
     * newest checkpoint.
     *
     * @return what there is to go on with
     * @throws StageException when no savepoint could be taken; the same version runs on then, or again in a moment
     */
    Optional<Path> leave() {
        RunningJob running = job;
        Version left = version();
        if (running == null || !running.status().isRunning()) {
            kill();
            Optional<Path> state = versions().newestState(left);
            say("did not run, so it is left with "
                    + state.map(RunningApplication::describe).orElse("no state"));
            return state;
        }
        try {
            Optional<Path> savepoint = stopWithSavepoint(left, running);
            kill();
            say(savepoint
                    .map(path -> "stopped with " + describe(path))
                    .orElseThrow(() -> new StageException("its savepoint took too long")));
            return savepoint;
        } catch (FlinkException e) {
            throw new StageException("no savepoint could be taken: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the job that was started has proved itself.
     *
     * @throws StageException when it does not, with its own cause
     */
    void awaitHealthy() {
        RunningJob running = job;
        if (running != null && plan.checkpoints().isPresent()) {
            running.awaitHealthy();
        }
    }

    /** Ends the process at once. */
    void kill() {
        ChildProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    void say(String event) {
        events.accept(event);
    }

    ApplicationPlan plan() {
        return plan;
    }

    ApplicationDirectory directory() {
        return directory;
    }

    VersionStore versions() {
        return directory.versions();
    }

    /** The version that was started last. */
    Version version() {
        Version started = version;
        if (started == null) {
            throw new StageException("application %s was not started".formatted(plan.name()));
        }
        return started;
    }

    Optional<RunningJob> job() {
        return Optional.ofNullable(job);
    }

    /** Its job, if records flow through it. */
    Optional<RunningJob> healthyJob() {
        return job().filter(running -> running.status().isRunning());
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).filter(ChildProcess::isAlive).map(ChildProcess::identity);
    }
}
