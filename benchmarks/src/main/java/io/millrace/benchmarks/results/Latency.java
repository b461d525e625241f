package io.millrace.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How long after they were due results arrived in their stream, under a share of the highest sustainable load.
 *
 * @param streams the server of the streams, and so the connector: {@code kinesis} or {@code kafka}
 * @param runtime the service's name, as in {@code FLINK-1_20}
 * @param outOfOrdernessMillis how long the job waits for late events, {@code events.out-of-orderness}
 * @param loadPercent of the sustainable load; 0 for bursts with silence after each
 * @param eventsPerSecond the load
 * @param sustainablePerSecond the highest load at which the lag does not grow
 * @param seconds how long it was measured
 * @param results how many results arrived
 * @param producerBehindMillis how long after its time an event was sent, at most
 * @param flinkCores cores that Flink used, without JIT compilation
 * @param serverCores cores that the server of the streams used
 * @param benchCores cores that the producer and the reader used
 */
public record Latency(
        String run,
        String job,
        String streams,
        String runtime,
        String backend,
        int keys,
        @JsonProperty(required = true) long outOfOrdernessMillis,
        int loadPercent,
        long eventsPerSecond,
        long sustainablePerSecond,
        double seconds,
        long results,
        long p50Millis,
        long p99Millis,
        long maxMillis,
        long producerBehindMillis,
        double flinkCores,
        double serverCores,
        double benchCores)
        implements StageCase {
    /** What identifies a case. */
    public record Id(
            String job,
            String streams,
            String runtime,
            String backend,
            int keys,
            long outOfOrdernessMillis,
            int loadPercent) {}

    @Override
    @JsonIgnore
    public Id id() {
        return new Id(job, streams, runtime, backend, keys, outOfOrdernessMillis, loadPercent);
    }
}
