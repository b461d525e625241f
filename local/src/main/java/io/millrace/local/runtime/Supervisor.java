package io.millrace.local.runtime;

import io.millrace.local.deploy.ApplicationPlan;
import io.millrace.local.deploy.DeploymentPlan;
import io.millrace.local.deploy.StreamPlan;
import io.millrace.local.runtime.StageRecord.Phase;
import io.millrace.local.streams.KinesisClients;
import io.millrace.local.streams.StreamProvisioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Runs a stage's processes: starts them, starts again what dies, stops them. */
public final class Supervisor {
    private static final String DEFAULT_REGION = "us-east-1";
    private static final Duration LOCK = Duration.ofSeconds(1);
    private static final Duration END_OF_LEFTOVERS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final DeploymentPlan plan;
    private final StageDirectory directory;
    private final Consumer<String> events;
    private final Applications applications;
    private final RunningKinesis kinesis;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Supervisor::daemon);
    private final AtomicBoolean ending = new AtomicBoolean();

    private volatile Phase phase = Phase.STARTING;
    private volatile @Nullable FileChannel lock;
    private @Nullable StageRecord written;

    Supervisor(DeploymentPlan plan, StageDirectory directory, LocalHome home, Consumer<String> events) {
        this.plan = plan;
        this.directory = directory;
        this.events = events;
        this.kinesis = new RunningKinesis(directory, events);
        this.applications = new Applications(plan.applications().stream()
                .map(application -> new RunningApplication(
                        application, new ApplicationDirectory(path(application)), home, events, () -> record(phase)))
                .toList());
    }

    private Path path(ApplicationPlan application) {
        return directory.path().resolve("applications").resolve(application.name());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    }

    public DeploymentPlan plan() {
        return plan;
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
        directory.lastRecord().ifPresent(this::endLeftovers);
        record(Phase.STARTING);
        kinesis.start();
        record(Phase.STARTING);
        try (KinesisClient client = KinesisClients.of(endpoint(), region())) {
            new StreamProvisioner(client, events).provision(plan.streams());
        }
        applications.start(plan.streams(), endpoint(), Supervisor::daemon);
        events.accept("stage %s is running".formatted(plan.stage()));
        record(Phase.RUNNING);
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
            kinesis.watch();
            applications.watch(plan.streams(), endpoint());
            record(phase);
        } catch (RuntimeException e) {
            if (!ending.get()) {
                events.accept("could not look after the stage: " + e.getMessage());
            }
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
        kinesis.stop();
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
        kinesis.kill();
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
        StageRecord record = new StageRecord(
                plan.stage(),
                ProcessIdentity.ofThisProcess(),
                now,
                kinesis.endpoint().orElse(null),
                region(),
                StageRecord.streams(plan),
                applications.jobs().stream().map(RunningJob::known).toList(),
                Stream.concat(kinesis.processIdentity().stream(), applications.processes().stream())
                        .toList());
        if (!record.equals(written)) {
            directory.write(record);
            written = record;
        }
    }

    /** The local Kinesis. */
    public URI endpoint() {
        return kinesis.endpoint().orElseThrow(() -> new IllegalStateException("the stage is not started"));
    }

    /** The region of the stage's resources. */
    public String region() {
        return Stream.concat(
                        plan.streams().stream().map(StreamPlan::region),
                        plan.applications().stream().map(ApplicationPlan::region))
                .findFirst()
                .orElse(DEFAULT_REGION);
    }

    /** How every application is. */
    public List<ApplicationStatus> statuses() {
        return applications.jobs().stream().map(RunningJob::status).toList();
    }
}
