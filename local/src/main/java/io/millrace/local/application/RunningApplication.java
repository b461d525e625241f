package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.console.report.history.HistoryEvent;
import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.history.StageHistory;
import io.millrace.local.process.Backoff;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.process.StageException;
import io.millrace.local.versions.PlanChange;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.VersionStore;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One application with its Flink process and its job: starts, watches, restores and stops them. */
public final class RunningApplication {
    private static final Duration END = Duration.ofSeconds(30);

    private final ApplicationDirectory directory;
    private final FlinkClusters flink;
    private final Consumer<String> events;
    private final StageHistory history;
    private final Runnable changed;
    private final Backoff backoff = new Backoff();

    private volatile ApplicationPlan plan;
    private volatile @Nullable Version version;
    private volatile @Nullable ServerProcess process;
    private volatile @Nullable RunningJob job;
    private @Nullable JobWatch jobWatch;

    /**
     * An application.
     *
     * @param events receives a line for everything that happens
     * @param history receives what is kept of it
     * @param changed runs whenever there is a new process or a new job
     */
    public RunningApplication(
            ApplicationPlan plan,
            ApplicationDirectory directory,
            FlinkClusters flink,
            Consumer<String> events,
            StageHistory history,
            Runnable changed) {
        this.plan = requireNonNull(plan, "plan is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.flink = requireNonNull(flink, "flink is null");
        this.history = requireNonNull(history, "history is null");
        this.changed = requireNonNull(changed, "changed is null");
        this.events = event -> events.accept(plan.name() + ": " + event);
    }

    /**
     * Starts the process and the job from the newest state, and returns once all tasks run.
     *
     * @param keep stores a jar, and returns its place
     * @throws StageException when they do not; the message has the job's root cause, and the process has ended
     */
    void start(UnaryOperator<Path> keep) {
        ApplicationPlan kept = plan.withJar(keep.apply(plan.jar()));
        Optional<Version> last = versions().read().current();
        last.ifPresent(former -> requireNoWayBack(former, kept));
        Version deployed = versions().deploy(kept);
        last.filter(former -> former.number() != deployed.number()).ifPresent(former -> {
            versions().lostState(former).ifPresent(this::say);
            say("%s differs from %s, which ran last:".formatted(deployed, former));
            PlanChange.lines(PlanChange.between(former.plan(), kept)).forEach(this::say);
        });
        run(deployed);
    }

    private void requireNoWayBack(Version former, ApplicationPlan next) {
        if (versions().newestState(former).isPresent()) {
            LocalRuntime.wayBack(former.plan().runtime(), next.runtime()).ifPresent(reason -> {
                throw new StageException(
                        ("application %s did not start: %s; start the assembly that ran last, or delete the"
                                        + " stage's state with 'millrace local down --delete'")
                                .formatted(next.name(), reason));
            });
        }
    }

    /** Starts a version, as {@link #start} does. */
    public void run(Version toRun) {
        Instant begin = Instant.now();
        version = toRun;
        plan = toRun.plan();
        directory.prepare();
        versions().directory(toRun).prepare();
        ServerProcess started = flink.start(toRun, directory, this::say);
        process = started;
        flink.debugPort(plan.name()).ifPresent(port -> say("a debugger can connect to 127.0.0.1:%d".formatted(port)));
        Optional<Path> state;
        try {
            changed.run();
            state = submit(toRun, URI.create(started.awaitReady()));
        } catch (RuntimeException e) { // whatever it is: a process without a job would not be started again
            started.kill();
            remember(Kind.START, Outcome.FAILED, String.valueOf(e.getMessage()));
            throw new StageException(
                    "application %s did not start: %s%nits log is %s"
                            .formatted(plan.name(), e.getMessage(), directory.log()),
                    e);
        }
        jobWatch = new JobWatch(versions().directory(toRun), events, this::remember);
        String running = "RUNNING after %.1f s"
                .formatted(Duration.between(begin, Instant.now()).toMillis() / 1000.0);
        say(running);
        remember(
                Kind.START,
                Outcome.DONE,
                running + state.map(path -> ", from " + describe(path)).orElse(", without state"));
    }

    /** @return the state that the job restores */
    private Optional<Path> submit(Version toRun, URI address) {
        directory.port().remember(address.getPort());
        versions().lostState(toRun).ifPresent(this::say);
        Optional<Path> state = versions().newestState(toRun);
        state.ifPresent(path -> say("restores " + describe(path)));
        flink.awaitStreams();
        RunningJob submitted = RunningJob.submit(toRun, address, state, flink);
        job = submitted;
        directory.codeSettingLines().forEach(this::say);
        changed.run();
        submitted.awaitRunning();
        return state;
    }

    private static String describe(Path state) {
        String name = state.getFileName().toString();
        return (name.startsWith("chk-") ? "checkpoint " : "savepoint ") + name;
    }

    /** Checks it once: restarts a process that has ended, and reports what happened to the job. */
    void watch() {
        ServerProcess current = process;
        RunningJob running = job;
        JobWatch watch = jobWatch;
        Version started = version;
        if (current == null || running == null || started == null) {
            return;
        }
        if (!current.isAlive()) {
            restart(started);
        } else if (watch != null) {
            watch.check(running);
        }
    }

    private void restart(Version started) {
        Instant now = Instant.now();
        if (!backoff.allows(now)) {
            return;
        }
        say("its Flink process ended; starting it again");
        remember(Kind.RESTART, Outcome.FAILED, "its Flink process ended");
        try {
            run(started);
            backoff.succeeded();
        } catch (RuntimeException e) { // whatever it is: this is all that starts it again
            backoff.failed(now);
            say(String.valueOf(e.getMessage()));
        }
    }

    /** Stops the job as the service does, with a savepoint if snapshots are on, and ends the process. */
    void stop() {
        ServerProcess current = process;
        RunningJob running = job;
        Version stopped = version;
        if (current == null || stopped == null) {
            return;
        }
        // a job that has not run has nothing to save, and the state of the former run must stay
        if (running == null || !current.isAlive() || !running.status().isRunning()) {
            current.stop(END);
            return;
        }
        try {
            if (plan.snapshots()) {
                takeSavepoint(stopped, running);
            }
        } finally {
            current.stop(END);
        }
        if (!plan.snapshots() || !plan.restore().fromSnapshot()) {
            versions().write(versions().read().startingEmpty());
            versions().directory(stopped).forget();
        }
        if (!plan.snapshots()) {
            versions().directory(stopped).deleteCheckpoints();
            sayStopped(Outcome.DONE, "stopped without its state, since snapshots are off");
        }
    }

    private void takeSavepoint(Version stopped, RunningJob running) {
        try {
            Optional<Path> savepoint = stopWithSavepoint(stopped, running);
            sayStopped(
                    savepoint.isPresent() ? Outcome.DONE : Outcome.FAILED,
                    savepoint
                            .map(path -> "stopped with " + describe(path))
                            .orElse("the savepoint took too long; the newest checkpoint is kept instead"));
        } catch (FlinkException e) {
            sayStopped(
                    Outcome.FAILED,
                    "the savepoint failed, and the newest checkpoint is kept instead: " + e.getMessage());
        }
    }

    private void sayStopped(Outcome outcome, String text) {
        say(text);
        remember(Kind.STOP, outcome, text);
    }

    private Optional<Path> stopWithSavepoint(Version stopped, RunningJob running) {
        Optional<Path> savepoint =
                running.stopWithSavepoint(versions().directory(stopped).savepoints());
        savepoint.ifPresent(complete -> {
            versions().directory(stopped).remember(describe(complete));
            versions().directory(stopped).deleteCheckpoints();
        });
        return savepoint;
    }

    /**
     * Stops the job and its process before another version starts: with a savepoint, or with the newest checkpoint if the
     * job does not run.
     *
     * @return the state for the next version
     * @throws StageException when the savepoint fails; the same version keeps running, or is restarted by the watch
     */
    public Optional<Path> leave() {
        RunningJob running = job;
        Version left = version();
        if (running == null || !running.status().isRunning()) {
            kill();
            Optional<Path> state = versions().newestState(left);
            say("the job did not run; continuing from "
                    + state.map(RunningApplication::describe).orElse("no state"));
            return state;
        }
        try {
            Optional<Path> savepoint = stopWithSavepoint(left, running);
            kill();
            say(savepoint
                    .map(path -> "stopped with " + describe(path))
                    .orElseThrow(() -> new StageException("the savepoint took too long")));
            return savepoint;
        } catch (FlinkException | UncheckedIOException e) {
            if (!(e instanceof FlinkException answer)
                    || !answer.isAnswer()
                    || !running.status().isRunning()) {
                // the job may stop all the same, and a process whose job has ended is not restarted
                kill();
            }
            throw new StageException("the savepoint failed: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the started job is healthy.
     *
     * @throws StageException when it is not; the message has the job's root cause
     */
    public void awaitHealthy() {
        RunningJob running = job;
        if (running != null && plan.checkpoints().isPresent()) {
            running.awaitHealthy();
        }
    }

    /** Ends the process at once. */
    public void kill() {
        ServerProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    /** Ends the process without a savepoint, as {@link ServerProcess#discard} does. */
    void discard() {
        ServerProcess current = process;
        if (current != null) {
            current.discard(END);
        }
    }

    public void say(String event) {
        events.accept(event);
    }

    /** Adds to the stage's history what has happened to it. */
    public void remember(Kind kind, Outcome outcome, String text) {
        history.add(
                HistoryEvent.ofApplication(
                        kind, plan.name(), Optional.ofNullable(version).map(Version::number), outcome, text),
                this::say);
    }

    public ApplicationPlan plan() {
        return plan;
    }

    public ApplicationDirectory directory() {
        return directory;
    }

    public VersionStore versions() {
        return directory.versions();
    }

    /** The version that was started last. */
    public Version version() {
        Version started = version;
        if (started == null) {
            throw new StageException("application %s was not started".formatted(plan.name()));
        }
        return started;
    }

    public Optional<RunningJob> job() {
        return Optional.ofNullable(job);
    }

    /** The job, if it processes records. */
    public Optional<RunningJob> healthyJob() {
        return job().filter(running -> running.status().isRunning());
    }

    /** What others may know of it, once its job was submitted. */
    Optional<KnownApplication> known() {
        return job().map(submitted -> submitted.known(processIdentity(), flink.debugPort(plan.name())));
    }

    Optional<ProcessIdentity> processIdentity() {
        return Optional.ofNullable(process).filter(ServerProcess::isAlive).map(ServerProcess::identity);
    }
}
