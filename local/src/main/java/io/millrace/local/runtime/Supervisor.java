package io.millrace.local.runtime;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.requests.Mailbox;
import io.millrace.local.requests.Request;
import io.millrace.local.runtime.StageRecord.Phase;
import io.millrace.local.versions.JarStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a stage's processes: starts them, starts again what dies, stops them. */
public final class Supervisor {
    private static final Duration LOCK = Duration.ofSeconds(1);
    private static final Duration END_OF_LEFTOVERS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final DeploymentPlan plan;
    private final StageDirectory directory;
    private final Consumer<String> events;
    private final Applications applications;
    private final RunningServers servers;
    private final StageSite site;
    private final JarStore jars;
    private final Mailbox requests;
    private final StageOperations operations;
    private volatile Consumer<String> asker = event -> {};
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Supervisor::daemon);
    private final AtomicBoolean ending = new AtomicBoolean();

    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable FileChannel lock;
    private @Nullable StageRecord written;

    Supervisor(DeploymentPlan plan, StageDirectory directory, LocalHome home, Consumer<String> events) {
        this.plan = plan;
        this.directory = directory;
        this.events = event -> {
            events.accept(event);
            asker.accept(event);
        };
        this.servers = new RunningServers(LocalServers.neededBy(plan).stream()
                .map(server -> new RunningServer(server, directory.path(), home, this.events))
                .toList());
        this.site = new StageSite(servers, directory.secrets(), plan);
        this.applications = new Applications(plan.applications().stream()
                .map(application -> new RunningApplication(
                        application,
                        directory.application(application.name()),
                        site,
                        home,
                        this.events,
                        () -> record(phase)))
                .toList());
        this.jars = directory.jars();
        this.requests = directory.requests();
        this.operations = new StageOperations(plan, applications, site, jars, home, this.events);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    }

    /** What runs, or is to run. */
    public DeploymentPlan plan() {
        return plan.with(site.plan().resources(), applications.plans());
    }

    public StageDirectory directory() {
        return directory;
    }

    /**
     * Starts everything, and returns once every application runs.
     *
     * @throws StageException when the stage runs already, or when something does not start; nothing is left running then
     */
    public void start() {
        takeLock();
        try {
            startProcesses();
        } catch (RuntimeException e) {
            if (!ending.get()) {
                stop();
            }
            throw e;
        }
        ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(
                this::watch, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void takeLock() {
        // whoever asks whether the stage runs has the lock for a moment
        lock = Pause.until(LOCK, directory::lock)
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
        directory.lastRecord().ifPresent(this::endLeftovers);
        requests.open();
        record(Phase.STARTING);
        servers.start();
        record(Phase.STARTING);
        site.provision(plan, events);
        applications.start(jars, Supervisor::daemon);
        directory.tidyUp();
        events.accept("stage %s is running".formatted(plan.stage()));
        record(Phase.RUNNING);
    }

    /** Applications know their place in streams of the one kind; it means nothing in those of the other. */
    private void keepBackend() {
        StreamBackend former = directory.streams().orElse(plan.backend());
        if (former != plan.backend()) {
            throw new StageException("stage %s has its streams and its state on %s, not on %s; delete %s to begin anew"
                    .formatted(plan.stage(), former, plan.backend(), directory.path()));
        }
        directory.rememberStreams(plan.backend());
    }

    /** Children of a supervisor that was killed end by themselves; two processes on the same files must not be. */
    private void endLeftovers(StageRecord former) {
        for (ProcessIdentity child : former.children()) {
            if (!child.awaitEnd(END_OF_LEFTOVERS)) {
                child.find().ifPresent(ProcessHandle::destroyForcibly);
                child.awaitEnd(END_OF_LEFTOVERS);
            }
        }
    }

    private void watch() {
        try {
            servers.watch();
            applications.watch();
            record(phase);
            requests.serve(this::answer);
        } catch (RuntimeException e) {
            if (!ending.get()) {
                events.accept("could not look after the stage: " + e.getMessage());
            }
        }
    }

    private List<String> answer(Request request, Consumer<String> whoAsks) {
        asker = whoAsks;
        try {
            return operations.carryOut(request);
        } finally {
            asker = event -> {};
            directory.tidyUp();
            record(phase);
        }
    }

    /** Stops everything in good order; does nothing when nothing was started, or when it was stopped before. */
    public void stop() {
        if (!ending.compareAndSet(false, true) || lock == null) {
            return;
        }
        endWatch();
        record(Phase.STOPPING);
        applications.stop();
        servers.stop();
        directory.deleteRecord();
        releaseLock();
        events.accept("stage %s is stopped".formatted(plan.stage()));
    }

    /** Ends every process at once. */
    public void kill() {
        if (!ending.compareAndSet(false, true) || lock == null) {
            return;
        }
        killProcesses();
        endWatch();
        // whatever the watch was starting meanwhile
        killProcesses();
        directory.deleteRecord();
        releaseLock();
    }

    private void killProcesses() {
        applications.kill();
        servers.kill();
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
        StageRecord record = currentRecord();
        if (!record.equals(written)) {
            directory.write(record);
            written = record;
        }
    }

    private StageRecord currentRecord() {
        DeploymentPlan running = plan();
        Map<String, String> addresses = new TreeMap<>();
        servers.addresses().forEach((server, address) -> addresses.put(server.name(), address));
        return new StageRecord(
                plan.stage(),
                ProcessIdentity.ofThisProcess(),
                phase,
                addresses,
                running.region(),
                StageRecord.streams(running),
                applications.jobs().stream().map(RunningJob::known).toList(),
                Stream.concat(servers.processes().stream(), applications.processes().stream())
                        .toList());
    }

    /**
     * Clients of the stage's streams, which the caller closes.
     *
     * @throws StageException when the stage is not started
     */
    StageStreams streams() {
        return StageStreams.of(currentRecord());
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

    /** How every application is. */
    public List<ApplicationStatus> statuses() {
        return applications.jobs().stream().map(RunningJob::status).toList();
    }
}
