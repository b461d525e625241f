package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.load.SourceProgress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM, whose slots have as much memory for state as a KPU. */
public final class BenchmarkCluster implements AutoCloseable {
    /** The highest parallelism of a measurement. */
    public static final int SLOTS = 4;

    /** Half of the native memory of a KPU, which is 1 GiB; the JVM and the network need the rest. */
    private static final MemorySize STATE_MEMORY_PER_SLOT = MemorySize.ofMebiBytes(512);

    private static final long POLL_MILLIS = 5;
    private static final String LOOPBACK = "127.0.0.1";

    private final MiniCluster cluster;
    private final Path directory;
    private final Configuration jobs;

    private BenchmarkCluster(MiniCluster cluster, Path directory, Configuration jobs) {
        this.cluster = cluster;
        this.directory = directory;
        this.jobs = jobs;
    }

    /**
     * Starts a cluster.
     *
     * @param directory for checkpoints and state; not deleted here
     */
    public static BenchmarkCluster start(Backend backend, Path directory) throws Exception {
        Configuration configuration = configuration(backend, directory);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
        return new BenchmarkCluster(cluster, directory, configuration);
    }

    private static Configuration configuration(Backend backend, Path directory) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend.option());
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                "file://" + directory.resolve("checkpoints").toAbsolutePath());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, STATE_MEMORY_PER_SLOT.multiply(SLOTS));
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        return configuration;
    }

    private static void setInterval(Configuration configuration, long checkpointMillis) {
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(checkpointMillis));
    }

    /**
     * The options of Flink that are the same for every implementation on every machine.
     *
     * @param checkpointMillis interval of the checkpoints
     */
    public static Map<String, String> options(long checkpointMillis) {
        Configuration configuration = configuration(Backend.HASHMAP, Path.of(""));
        setInterval(configuration, checkpointMillis);
        Map<String, String> options = new TreeMap<>(configuration.toMap());
        options.keySet()
                .removeIf(key -> key.matches(".*(address|host|port|dir|directory)")
                        || key.equals(StateBackendOptions.STATE_BACKEND.key()));
        return options;
    }

    /**
     * An environment for a job on this cluster.
     *
     * @param checkpointMillis interval of the checkpoints
     * @param options Flink options of the job, by their names
     */
    public StreamExecutionEnvironment environment(int parallelism, long checkpointMillis, Map<String, String> options) {
        Configuration configuration = new Configuration(jobs);
        setInterval(configuration, checkpointMillis);
        configuration.addAll(Configuration.fromMap(options));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    public JobID submit(StreamExecutionEnvironment environment) {
        return cluster.submitJob(environment.getStreamGraph().getJobGraph())
                .join()
                .getJobID();
    }

    /**
     * Lets the sources emit events when a completed checkpoint shows that all preludes have been processed.
     *
     * @param sources the number of source subtasks
     */
    public void begin(JobID job, SourceProgress progress, int sources) throws Exception {
        while (progress.preludes() < sources || !allRun(job)) {
            requireRunning(job);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        checkpoint(job);
        progress.begin();
    }

    /** Takes a checkpoint. All records emitted before it have then been processed, and what they changed is written. */
    void checkpoint(JobID job) {
        cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED).join();
    }

    /** Whether all tasks run: before that, no checkpoint can be triggered. */
    private boolean allRun(JobID job) {
        for (AccessExecutionVertex task : cluster.getExecutionGraph(job).join().getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes the state in Flink's canonical format, which is the same for every backend.
     *
     * @return where it is
     */
    Path savepoint(JobID job) {
        String location = cluster.triggerSavepoint(
                        job, directory.resolve("savepoints").toString(), false, SavepointFormatType.CANONICAL)
                .join();
        return Path.of(URI.create(location));
    }

    void cancel(JobID job) {
        cluster.cancelJob(job).join();
        cluster.requestJobResult(job).join();
    }

    /** Waits until the job has ended. */
    public void await(JobID job) throws Exception {
        cluster.requestJobResult(job).join().toJobExecutionResult(BenchmarkCluster.class.getClassLoader());
    }

    /** @throws IllegalStateException when the job has ended */
    void requireRunning(JobID job) throws Exception {
        if (cluster.getJobStatus(job).join().isGloballyTerminalState()) {
            await(job);
            throw new IllegalStateException("the job ended before it was measured");
        }
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
