package io.millrace.local.stage;

import static java.util.Objects.requireNonNullElse;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.template.GivenValues;
import io.millrace.console.report.history.HistoryEvent;
import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.application.Applications;
import io.millrace.local.application.DebugPorts;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.application.FlinkSettings;
import io.millrace.local.application.LocalFlink;
import io.millrace.local.application.RunningApplication;
import io.millrace.local.application.StageEnvironment;
import io.millrace.local.history.StageHistory;
import io.millrace.local.process.EveryStep;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.Polling;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.requests.RequestQueue;
import io.millrace.local.runtime.FlinkRuntimes;
import io.millrace.local.server.KinesisLimits;
import io.millrace.local.server.KnownStream;
import io.millrace.local.server.LocalServers;
import io.millrace.local.server.RunningServer;
import io.millrace.local.server.RunningServers;
import io.millrace.local.server.StageStreams;
import io.millrace.local.stage.StageStatusFile.Phase;
import io.millrace.local.update.PlanSettings;
import io.millrace.local.update.StageOperations;
import io.millrace.local.versions.JarStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the processes of a stage: starts them, restarts those that end, and stops them. */
final class Supervisor {
    private static final Duration LOCK = Duration.ofSeconds(1);
    private static final Duration END_OF_LEFTOVERS = Duration.ofSeconds(10);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
    private static final Duration LOOK_FOR_JARS = Duration.ofSeconds(2);

    private final DeploymentPlan plan;
    private final Map<String, Path> secrets;
    private final DebugPorts debugPorts;
    private final StageDirectory directory;
    private final StageHistory history;
    private final Consumer<String> events;
    private final Applications applications;
    private final RunningServers servers;
    private final StageEnvironment environment;
    private final JarStore jars;
    private final RequestQueue requests;
    private final StageOperations operations;
    private final FlinkClusters flink;
    private volatile Consumer<String> listener = event -> {};
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Supervisor::daemon);
    private final AtomicBoolean ending = new AtomicBoolean();

    private volatile Phase phase = Phase.STARTING;
    private volatile Map<String, Path> newerJars = Map.of();
    private long lookedNanos = System.nanoTime();
    /** Why the watch fails; empty when it does not. */
    private String watchFailure = "";

    private volatile @Nullable FileChannel lock;
    private @Nullable StageStatusFile written;

    Supervisor(
            Path assembly,
            DeploymentPlan plan,
            PlanSettings settings,
            GivenValues given,
            StageDirectory directory,
            LocalHome home,
            KinesisLimits limits,
            FlinkSettings flinkSettings,
            Consumer<String> events) {
        this.plan = plan;
        this.secrets = given.secrets();
        this.debugPorts = flinkSettings.debugPorts();
        this.directory = directory;
        this.history = directory.history();
        this.events = event -> {
            events.accept(event);
            listener.accept(event);
        };
        this.servers = new RunningServers(LocalServers.neededBy(plan).stream()
                .map(server -> new RunningServer(server, directory.path(), home, limits, this.events))
                .toList());
        this.environment = new StageEnvironment(
                servers, directory.secrets(), directory.buckets(), given.endpoints(), flinkSettings, plan);
        this.flink = new LocalFlink(new FlinkRuntimes(home), environment);
        this.applications = new Applications(plan.applications().stream()
                .map(application -> new RunningApplication(
                        application,
                        directory.application(application.name()),
                        flink,
                        this.events,
                        history,
                        () -> record(phase)))
                .toList());
        this.jars = directory.jars();
        this.requests = directory.requests();
        this.operations =
                new StageOperations(assembly, plan, settings, applications, environment, jars, flink, this.events);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    }

    /** What runs or will run. */
    DeploymentPlan plan() {
        return environment.plan().with(environment.plan().resources(), applications.plans());
    }

    StageDirectory directory() {
        return directory;
    }

    /**
     * Starts everything, and returns once every application runs.
     *
     * @throws StageException when the stage already runs, or when a process does not start; no process is left then
     */
    void start() {
        takeLock();
        try {
            startProcesses();
        } catch (RuntimeException e) {
            if (!ending.get()) {
                afterFailure(e);
            }
            throw e;
        }
        ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(
                this::watch, WATCH_INTERVAL.toMillis(), WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void afterFailure(RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        try {
            EveryStep.take(() -> remember(Kind.START, Outcome.FAILED, reason), this::stop);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void takeLock() {
        // a process that checks whether the stage runs has the lock for a moment
        lock = Polling.REAL
                .until(LOCK, directory::lock)
                .orElseThrow(() -> new StageException("stage %s is already running%s; 'down' stops it"
                        .formatted(
                                plan.stage(),
                                directory
                                        .lastRecord()
                                        .map(record -> " (process "
                                                + record.supervisor().pid() + ")")
                                        .orElse(""))));
    }

    private void startProcesses() {
        keepBackend();
        Optional<StageStatusFile> former = directory.lastRecord();
        former.ifPresent(this::endLeftovers);
        debugPorts.requireFree();
        requests.open();
        record(Phase.STARTING);
        environment.secrets().give(secrets);
        startTogether();
        directory.tidyUp();
        events.accept("stage %s is running".formatted(plan.stage()));
        record(Phase.RUNNING);
        boolean killed = former.filter(last -> last.phase() != Phase.STOPPED).isPresent();
        remember(
                Kind.START,
                Outcome.DONE,
                "stage %s is running%s"
                        .formatted(plan.stage(), killed ? "; its former process had ended without stopping it" : ""));
    }

    private void remember(Kind kind, Outcome outcome, String text) {
        history.add(HistoryEvent.ofStage(kind, outcome, text), events);
    }

    /** Flink's processes start while the servers are given their streams. */
    private void startTogether() {
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> applications.start(jars, Supervisor::daemon), task -> daemon(task)
                        .start());
        try {
            environment.start(events, () -> record(Phase.STARTING));
        } catch (RuntimeException e) {
            // the applications fail with it; no process may start after this
            running.handle((done, failure) -> null).join();
            throw e;
        }
        try {
            running.join();
        } catch (CompletionException e) {
            throw new StageException(
                    String.valueOf(requireNonNullElse(e.getCause(), e).getMessage()), e);
        }
    }

    /** The positions in the applications' state are those of one server, and mean nothing to another. */
    private void keepBackend() {
        StreamBackend former = directory.streams().orElse(plan.backend());
        if (former != plan.backend()) {
            throw new StageException(
                    "stage %s has its streams and its state on %s, not on %s; delete %s to start without them"
                            .formatted(plan.stage(), former, plan.backend(), directory.path()));
        }
        directory.rememberStreams(plan.backend());
    }

    /** Waits for the children of a killed process, which end by themselves: no two processes may use the same files. */
    private void endLeftovers(StageStatusFile former) {
        for (ProcessIdentity child : former.children()) {
            if (!child.awaitEnd(END_OF_LEFTOVERS)) {
                child.find().ifPresent(ProcessHandle::destroyForcibly);
                child.awaitEnd(END_OF_LEFTOVERS);
            }
        }
    }

    /** What fails is said once, and keeps nothing else from being done. */
    private void watch() {
        try {
            EveryStep.take(
                    servers::watch,
                    applications::watch,
                    this::lookForJars,
                    () -> record(phase),
                    () -> requests.serve(this::answer));
            watchFailure = "";
        } catch (RuntimeException e) {
            String text = "the watch failed: " + e.getMessage();
            if (!ending.get() && !text.equals(watchFailure)) {
                watchFailure = text;
                events.accept(text);
            }
        }
    }

    private void lookForJars() {
        long now = System.nanoTime();
        if (now - lookedNanos > LOOK_FOR_JARS.toNanos()) {
            lookedNanos = now;
            newerJars = operations.newerJars();
        }
    }

    private List<String> answer(OperationRequest request, Consumer<String> sender) {
        if (ending.get()) {
            throw new StageException("stage %s is stopping".formatted(plan.stage()));
        }
        listener = sender;
        try {
            return operations.carryOut(request);
        } finally {
            listener = event -> {};
            afterOperation();
        }
    }

    /** The result of the operation is what counts: what fails here is only said. */
    private void afterOperation() {
        try {
            EveryStep.take(directory::tidyUp, () -> newerJars = operations.newerJars(), () -> record(phase));
        } catch (RuntimeException e) {
            events.accept("the stage's files are not up to date: " + e.getMessage());
        }
    }

    /** Stops everything in order; does nothing when nothing was started, or when it has stopped. */
    void stop() {
        String stopped = "stage %s is stopped".formatted(plan.stage());
        boolean ended = end(
                this::endWatch,
                () -> record(Phase.STOPPING),
                applications::stop,
                servers::stop,
                () -> remember(Kind.STOP, Outcome.DONE, stopped));
        if (ended) {
            events.accept(stopped);
        }
    }

    /** Ends every process at once. */
    void kill() {
        // twice: the watch may just be starting a process
        end(this::killProcesses, this::endWatch, this::killProcesses);
    }

    /** Ends every process of a stage whose state is not needed again. */
    void discard() {
        // without the watch, which would start again the processes that end; one that does not end in time may start a
        // process meanwhile
        end(this::endWatch, applications::discard, servers::discard, this::killProcesses);
    }

    /** Takes the steps if the stage was started and no other end has begun. */
    private boolean end(Runnable... steps) {
        if (!ending.compareAndSet(false, true) || lock == null) {
            return false;
        }
        EveryStep.take(Stream.concat(
                Stream.of(steps),
                Stream.of(() -> directory.write(currentRecord().stopped()), this::releaseLock)));
        return true;
    }

    private void killProcesses() {
        EveryStep.take(applications::kill, servers::kill);
    }

    private void endWatch() {
        watcher.shutdownNow();
        try {
            watcher.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseLock() {
        FileChannel held = lock;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void record(Phase now) {
        phase = now;
        StageStatusFile record = currentRecord();
        if (!record.equals(written)) {
            directory.write(record);
            written = record;
        }
    }

    private StageStatusFile currentRecord() {
        DeploymentPlan running = plan();
        Map<String, String> addresses = new TreeMap<>();
        servers.addresses().forEach((server, address) -> addresses.put(server.name(), address));
        return new StageStatusFile(
                plan.stage(),
                ProcessIdentity.ofThisProcess(),
                phase,
                addresses,
                running.region(),
                KnownStream.of(running),
                applications.known(),
                running.retained(),
                running.alarms(),
                newerJars,
                Stream.concat(servers.processes().stream(), applications.processes().stream())
                        .toList());
    }

    /**
     * Clients of the stage's streams, which the caller closes.
     *
     * @throws StageException when the stage is not started
     */
    StageStreams streams() {
        return currentRecord().connect();
    }

    /**
     * The address of the server that holds a backend's streams.
     *
     * @throws IllegalStateException when the stage has no such server, or is not started
     */
    String address(StreamBackend backend) {
        String address = servers.addresses().get(LocalServers.holding(backend));
        if (address == null) {
            throw new IllegalStateException("the stage has no %s, or is not started".formatted(backend));
        }
        return address;
    }

    FlinkClusters flink() {
        return flink;
    }

    /** Queries the status of each application. */
    List<ApplicationStatus> statuses() {
        return applications.known().stream().map(ApplicationStatus::of).toList();
    }
}
