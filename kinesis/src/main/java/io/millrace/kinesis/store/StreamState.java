package io.millrace.kinesis.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream without its records: the content of {@code stream.json}.
 *
 * @param retentionHours how long a record can be read, 24 to 8760
 * @param maxRecordKib the maximum size of a record with its partition key, 1024 to 10240
 * @param keyId of the key that the stream says to be encrypted with; null when it is not. Nothing is encrypted here
 * @param shardMetrics the metrics of enhanced monitoring
 * @param policy the resource policy, or null
 * @param warmMibps the warm throughput in MiB per second, or null
 */
public record StreamState(
        String name,
        Instant created,
        StreamMode mode,
        int retentionHours,
        int maxRecordKib,
        Shards shards,
        List<StreamConsumer> consumers,
        Map<String, String> tags,
        @Nullable String keyId,
        List<String> shardMetrics,
        @Nullable String policy,
        @Nullable Integer warmMibps) {
    public StreamState {
        consumers = List.copyOf(consumers);
        tags = Map.copyOf(tags);
        // absent from the files of earlier versions
        shardMetrics = shardMetrics == null ? List.of() : List.copyOf(shardMetrics);
    }

    /** A new stream with the service's defaults. */
    public static StreamState of(String name, Instant created, StreamMode mode, Shards shards) {
        return new StreamState(name, created, mode, 24, 1024, shards, List.of(), Map.of(), null, List.of(), null, null);
    }

    public Optional<StreamConsumer> consumer(String consumerName) {
        return consumers.stream()
                .filter(consumer -> consumer.name().equals(consumerName))
                .findFirst();
    }

    /** The trim horizon: records that arrived earlier can no longer be read. */
    public Instant horizon(Instant now) {
        return now.minus(Duration.ofHours(retentionHours));
    }

    public StreamState mode(StreamMode next) {
        return new StreamState(
                name,
                created,
                next,
                retentionHours,
                maxRecordKib,
                shards,
                consumers,
                tags,
                keyId,
                shardMetrics,
                policy,
                warmMibps);
    }

    public StreamState retentionHours(int next) {
        return new StreamState(
                name,
                created,
                mode,
                next,
                maxRecordKib,
                shards,
                consumers,
                tags,
                keyId,
                shardMetrics,
                policy,
                warmMibps);
    }

    public StreamState maxRecordKib(int next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                next,
                shards,
                consumers,
                tags,
                keyId,
                shardMetrics,
                policy,
                warmMibps);
    }

    public StreamState shards(Shards next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                next,
                consumers,
                tags,
                keyId,
                shardMetrics,
                policy,
                warmMibps);
    }

    public StreamState tags(Map<String, String> next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                shards,
                consumers,
                next,
                keyId,
                shardMetrics,
                policy,
                warmMibps);
    }

    public StreamState keyId(@Nullable String next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                shards,
                consumers,
                tags,
                next,
                shardMetrics,
                policy,
                warmMibps);
    }

    public StreamState shardMetrics(List<String> next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                shards,
                consumers,
                tags,
                keyId,
                next,
                policy,
                warmMibps);
    }

    public StreamState policy(@Nullable String next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                shards,
                consumers,
                tags,
                keyId,
                shardMetrics,
                next,
                warmMibps);
    }

    public StreamState warmMibps(@Nullable Integer next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                shards,
                consumers,
                tags,
                keyId,
                shardMetrics,
                policy,
                next);
    }

    public StreamState add(StreamConsumer consumer) {
        List<StreamConsumer> next = new ArrayList<>(consumers);
        next.add(consumer);
        return consumers(next);
    }

    public StreamState remove(StreamConsumer consumer) {
        List<StreamConsumer> next = new ArrayList<>(consumers);
        next.remove(consumer);
        return consumers(next);
    }

    public StreamState replace(StreamConsumer consumer, StreamConsumer by) {
        return consumers(consumers.stream()
                .map(known -> known.equals(consumer) ? by : known)
                .toList());
    }

    private StreamState consumers(List<StreamConsumer> next) {
        return new StreamState(
                name,
                created,
                mode,
                retentionHours,
                maxRecordKib,
                shards,
                next,
                tags,
                keyId,
                shardMetrics,
                policy,
                warmMibps);
    }
}
