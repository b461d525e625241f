package io.millrace.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A job through the real connectors and servers, with one subtask.
 *
 * @param streams the server of the streams, and so the connector: {@code kinesis} or {@code kafka}
 * @param runtime the service's name, as in {@code FLINK-1_20}
 * @param eventsPerSecond the highest load at which the lag does not grow
 * @param eventsPerCoreSecond by the processor time of Flink under that load, without JIT compilation
 * @param seconds how long it was measured
 * @param flinkCores cores that Flink used, without JIT compilation
 * @param serverCores cores that the server of the streams used
 * @param benchCores cores that the producer and the reader used
 * @param recoveryMillis from a kill of Flink under half of that load until results were on time again; null if they never were
 * @param rescaleMillis from an update to two subtasks under half of that load until results were on time again; null if they never
 *     were, or if it was not measured
 * @param checkpointBytes size of all state in the largest checkpoint under that load
 * @param checkpointWrittenBytes what that checkpoint wrote, which is incremental on RocksDB
 * @param checkpointMillis from its trigger to its completion
 */
public record EndToEnd(
        String run,
        String job,
        String streams,
        String runtime,
        String backend,
        int keys,
        long eventsPerSecond,
        long eventsPerCoreSecond,
        double seconds,
        double flinkCores,
        double serverCores,
        double benchCores,
        @Nullable Long recoveryMillis,
        @Nullable Long rescaleMillis,
        long checkpointBytes,
        long checkpointWrittenBytes,
        long checkpointMillis)
        implements StageCase {
    /** What identifies a case. */
    public record Id(String job, String streams, String runtime, String backend, int keys) {}

    /** The same with what disturbances took, which are measured last. */
    public EndToEnd disturbed(@Nullable Long recovery, @Nullable Long rescale) {
        return new EndToEnd(
                run,
                job,
                streams,
                runtime,
                backend,
                keys,
                eventsPerSecond,
                eventsPerCoreSecond,
                seconds,
                flinkCores,
                serverCores,
                benchCores,
                recovery,
                rescale,
                checkpointBytes,
                checkpointWrittenBytes,
                checkpointMillis);
    }

    @Override
    @JsonIgnore
    public Id id() {
        return new Id(job, streams, runtime, backend, keys);
    }
}
