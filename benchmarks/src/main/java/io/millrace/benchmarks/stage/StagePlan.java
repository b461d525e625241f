package io.millrace.benchmarks.stage;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.contract.flink.Settings;
import io.millrace.job.time.EventTimeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What to run on a stage.
 *
 * @param streams the server of the streams, and so the connector
 * @param runtime the job of its major version of Flink runs
 * @param backend state backend
 * @param keys the number of keys
 * @param outOfOrderness how long the job waits for late events, {@code events.out-of-orderness}
 * @param home a built checkout
 */
public record StagePlan(
        Benchmark benchmark,
        StreamBackend streams,
        LocalRuntime runtime,
        Backend backend,
        int keys,
        Duration outOfOrderness,
        Path home) {
    /** How long jobs wait unless it is set. */
    public static final Duration DEFAULT_OUT_OF_ORDERNESS =
            new Settings(Map.of()).get(EventTimeSettings.OUT_OF_ORDERNESS);

    /** The name of the job. */
    public String job() {
        return benchmark.job().contract().name();
    }

    /** The server of the streams, as in results. */
    public String streamsName() {
        return streams.name().toLowerCase(Locale.ROOT);
    }

    /** What runs, for messages. */
    public String label() {
        return "%s, %s, %s, %s, %d keys, %d ms out of order"
                .formatted(job(), streamsName(), runtime.id(), backend.option(), keys, outOfOrderness.toMillis());
    }

    /**
     * How long after it was written a result can be read, at most: a job writes to Kafka in transactions, which end with its
     * checkpoints.
     */
    public long unreadableMillis() {
        return streams == StreamBackend.KAFKA ? MeasuredStage.CHECKPOINT_INTERVAL.toMillis() : 0;
    }

    /** Kafka's producer chooses partitions by key, so that two shards could be in the same. */
    int shards() {
        return streams == StreamBackend.KAFKA ? 1 : 2;
    }
}
