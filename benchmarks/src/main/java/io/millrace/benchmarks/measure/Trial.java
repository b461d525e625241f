package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.LoadSource;
import io.millrace.benchmarks.load.SourceProgress;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A running job that is measured: preludes first, then events, until it is closed. */
public final class Trial implements AutoCloseable {
    private static final long POLL_MILLIS = 5;

    private final BenchmarkCluster cluster;
    private final String run;
    private final SourceProgress progress;
    private final JobID job;

    private Trial(BenchmarkCluster cluster, String run, SourceProgress progress, JobID job) {
        this.cluster = cluster;
        this.run = run;
        this.progress = progress;
        this.job = job;
    }

    /**
     * Starts the job, and returns when all preludes have been processed and events flow.
     *
     * @param checkpointMillis interval of the checkpoints
     */
    public static Trial begin(
            BenchmarkCluster cluster,
            Benchmark benchmark,
            Implementation implementation,
            Scenario scenario,
            long checkpointMillis)
            throws Exception {
        String run = UUID.randomUUID().toString();
        SourceProgress progress = SourceProgress.start(run);
        Map<String, Feed> feeds = benchmark.feeds(scenario.keys(), scenario.traffic());
        Pipeline pipeline = benchmark.pipeline(implementation);
        StreamExecutionEnvironment environment =
                cluster.environment(scenario.parallelism(), checkpointMillis, pipeline.options());
        pipeline.build(new Ports(environment, run, feeds, LoadSource.ENDLESS));
        Trial trial = new Trial(cluster, run, progress, cluster.submit(environment));
        try {
            cluster.begin(trial.job, progress, feeds.size() * scenario.parallelism());
            return trial;
        } catch (Exception e) {
            trial.close();
            throw e;
        }
    }

    /**
     * Measures for a while. A checkpoint ends the settling: what a prelude changed is written before the measurement, not in
     * it.
     */
    public RunMetrics measure(Timing timing) throws Exception {
        TimeUnit.MILLISECONDS.sleep(timing.settlingMillis());
        cluster.requireRunning(job);
        cluster.checkpoint(job);
        ProcessTotals before = ProcessTotals.now(progress);
        while (System.nanoTime() - before.nanos() < TimeUnit.MILLISECONDS.toNanos(timing.millis())) {
            cluster.requireRunning(job);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return ProcessTotals.now(progress).since(before);
    }

    /** Runs until the pipeline is warmed up, and returns the last sample. */
    public RunMetrics warmUp() throws Exception {
        WarmUp warmUp = new WarmUp();
        RunMetrics sample;
        do {
            sample = measure(WarmUp.SAMPLE);
            warmUp.add(sample.cpuNanosPerEvent());
        } while (!warmUp.done());
        return sample;
    }

    /** The size of a savepoint, in bytes. */
    public long stateBytes() throws IOException {
        Path savepoint = cluster.savepoint(job);
        try (Stream<Path> files = Files.walk(savepoint)) {
            return files.filter(Files::isRegularFile).mapToLong(Trial::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cluster.cancel(job);
        SourceProgress.forget(run);
    }
}
