package io.millrace.benchmarks.stage;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.paced.DelayLog;
import io.millrace.benchmarks.paced.EventWriter;
import io.millrace.benchmarks.paced.PacedLoad;
import io.millrace.local.application.FlinkSettings;
import io.millrace.local.application.KnownApplication;
import io.millrace.local.files.Directories;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.JobFigures;
import io.millrace.local.flink.JobFigures.Checkpoint;
import io.millrace.local.flink.JobFigures.Vertex;
import io.millrace.local.flink.JobMetrics;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.server.KinesisLimits;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job that runs as {@code millrace local up} runs it, but with the memory of a KPU, and a load for it. */
public final class MeasuredStage implements AutoCloseable {
    /** Shorter than the service's default of a minute, so that a short measurement has checkpoints. */
    public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    private static final long CHECKPOINT_MILLIS = 60_000;
    private static final long POLL_MILLIS = 200;
    private static final String FLINK = "io.millrace.cluster.ClusterMain";
    private static final List<String> JVM_OPTIONS = List.of("-Xmx3g", "-XX:-UseDynamicNumberOfCompilerThreads");

    private final StagePlan plan;
    private final Path directory;
    private final BenchAssembly assembly;
    private final LocalStage stage;
    private final EventWriter writer;
    private final PacedLoad load;
    private final DelayLog log = new DelayLog();
    private final Thread reader;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private MeasuredStage(StagePlan plan, Path directory, BenchAssembly assembly, LocalStage stage) {
        this.plan = plan;
        this.directory = directory;
        this.assembly = assembly;
        this.stage = stage;
        this.writer = plan.streams() == StreamBackend.KAFKA
                ? new KafkaEventWriter(stage)
                : new KinesisEventWriter(stage, plan.shards());
        this.load = new PacedLoad(plan.benchmark().stageFeeds(plan.keys()), plan.shards(), writer);
        this.reader = new Thread(this::read, "results");
        reader.setDaemon(true);
    }

    /**
     * Starts the stage, sends what must be processed before events, and returns when the job runs.
     *
     * @param events receives a line for everything that happens on the stage
     */
    public static MeasuredStage start(StagePlan plan, Consumer<String> events) throws IOException {
        ProcessTime.requireLinux();
        Path directory = Files.createTempDirectory("millrace-bench-stage-");
        try {
            BenchAssembly assembly =
                    new BenchAssembly(plan.benchmark().job().contract(), settings(plan), plan.runtime(), plan.home());
            assembly.write(directory.resolve("cdk.out"), plan.shards(), 1);
            LocalStage stage = LocalStage.builder(directory.resolve("cdk.out"))
                    .stateDirectory(directory.resolve("state"))
                    .home(plan.home())
                    .streams(plan.streams())
                    .limits(KinesisLimits.OFF)
                    .flink(new FlinkSettings(flinkOptions(plan.backend()), JVM_OPTIONS))
                    .events(events)
                    .start();
            return withLoad(plan, directory, assembly, stage);
        } catch (IOException | RuntimeException e) {
            Directories.delete(directory);
            throw e;
        }
    }

    /** Gives a stage that runs its load, or kills it. */
    static MeasuredStage withLoad(StagePlan plan, Path directory, BenchAssembly assembly, LocalStage stage) {
        try {
            MeasuredStage measured = new MeasuredStage(plan, directory, assembly, stage);
            measured.reader.start();
            measured.load.prelude();
            return measured;
        } catch (RuntimeException e) {
            // its processes use the directory, and would run until this process ends
            stage.kill();
            throw e;
        }
    }

    /** The benchmark's settings, but for those that change when results come: these are defaults, or the plan's. */
    private static Map<String, String> settings(StagePlan plan) {
        Map<String, String> settings = new HashMap<>(plan.benchmark().stageSettings());
        settings.keySet().removeIf(key -> key.startsWith("events."));
        settings.put("events.out-of-orderness", plan.outOfOrderness().toMillis() + " ms");
        return settings;
    }

    /** Options of Flink that differ from those of a local stage. */
    public static Map<String, String> flinkOptions(Backend backend) {
        return Map.of("state.backend.type", backend.option(), "taskmanager.memory.managed.size", "512mb");
    }

    /** See {@link StagePlan#unreadableMillis()}. */
    public long unreadableMillis() {
        return plan.unreadableMillis();
    }

    /** The load of this job. */
    public PacedLoad load() {
        return load;
    }

    /** The job's results. */
    public DelayLog log() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return log;
    }

    private void read() {
        ResultStream results = ResultStream.of(plan.job());
        StreamFollower follower = stage.fromNow(results.name());
        try {
            while (!closed) {
                for (IncomingRecord record : follower.poll()) {
                    var json = record.json();
                    if (results.counts(json)) {
                        log.add(new DelayLog.Result(
                                results.due(json), record.arrival().toEpochMilli()));
                    }
                }
            }
        } catch (RuntimeException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    ProcessHandle flink() throws IOException {
        return process(FLINK);
    }

    ProcessHandle server() throws IOException {
        return process(
                plan.streams() == StreamBackend.KAFKA
                        ? "io.millrace.kafka.KafkaMain"
                        : "io.millrace.kinesis.server.KinesisMain");
    }

    private static ProcessHandle process(String mainClass) throws IOException {
        return ProcessTime.running(mainClass).orElseThrow(() -> new IOException(mainClass + " must run, but does not"));
    }

    /** Kills Flink as the failure of a machine does; the stage starts it again. */
    public void killFlink() throws IOException {
        flink().destroyForcibly();
    }

    /**
     * Updates the application, as a deploy of a template with another parallelism does. Returns when it runs again.
     *
     * @throws IOException when it then has another parallelism
     */
    public void rescale(int parallelism) throws IOException {
        Path changed = directory.resolve("cdk.out");
        assembly.write(changed, plan.shards(), parallelism);
        stage.carryOut(OperationRequest.update(List.of(), changed, List.of(), false));
        int most = job().vertices().stream().mapToInt(Vertex::parallelism).max().orElse(0);
        if (most != parallelism) {
            throw new IOException(
                    "the job must have parallelism %d after the update, but has %d".formatted(parallelism, most));
        }
    }

    /**
     * When the job began to run, if that was at a time or later, and all of its tasks run by now.
     *
     * @param millis epoch milliseconds
     */
    public OptionalLong restartedSince(long millis) {
        try {
            JobFigures job = job();
            return job.tasksRun() && job.runningSinceMillis() >= millis
                    ? OptionalLong.of(job.runningSinceMillis())
                    : OptionalLong.empty();
        } catch (FlinkException doesNotAnswerYet) {
            return OptionalLong.empty();
        }
    }

    private JobFigures job() {
        KnownApplication application = application();
        return new JobMetrics(application.address()).job(application.jobId());
    }

    private KnownApplication application() {
        return stage.directory().running().orElseThrow().status().applications().get(0);
    }

    /**
     * The largest of the checkpoints that began within a time; waits for one, if none is complete yet.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds, at most a minute ago: Flink remembers the latest checkpoints only
     * @throws IOException when there is none after a minute
     */
    public Checkpoint largestCheckpoint(long from, long to) throws IOException, InterruptedException {
        KnownApplication application = application();
        JobMetrics flink = new JobMetrics(application.address());
        long deadline = System.currentTimeMillis() + CHECKPOINT_MILLIS;
        while (System.currentTimeMillis() < deadline) {
            Optional<Checkpoint> largest = flink.latestCheckpoints(application.jobId()).stream()
                    .filter(one -> one.beganMillis() >= from && one.beganMillis() < to)
                    .max(Comparator.comparingLong(Checkpoint::bytes));
            if (largest.isPresent()) {
                return largest.get();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new IOException("a checkpoint under the load must be complete within %d s, but none is"
                .formatted(CHECKPOINT_MILLIS / 1000));
    }

    /** Ends all processes and deletes all files. */
    @Override
    public void close() throws IOException {
        closed = true;
        stage.kill();
        if (writer instanceof KinesisEventWriter kinesis) {
            kinesis.close();
        }
        Directories.delete(directory);
    }
}
