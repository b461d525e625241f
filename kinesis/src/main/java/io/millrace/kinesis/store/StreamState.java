package io.millrace.kinesis.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    /** Whether a shard may have records that can be read; others are not listed. */
    public boolean keeps(Shard shard, Instant now) {
        return shard.wasOpenAtOrAfter(horizon(now));
    }

    public StreamState mode(StreamMode next) {
        return with(change -> change.mode = next);
    }

    public StreamState retentionHours(int next) {
        return with(change -> change.retentionHours = next);
    }

    public StreamState maxRecordKib(int next) {
        return with(change -> change.maxRecordKib = next);
    }

    public StreamState shards(Shards next) {
        return with(change -> change.shards = next);
    }

    public StreamState tags(Map<String, String> next) {
        return with(change -> change.tags = next);
    }

    public StreamState keyId(@Nullable String next) {
        return with(change -> change.keyId = next);
    }

    public StreamState shardMetrics(List<String> next) {
        return with(change -> change.shardMetrics = next);
    }

    public StreamState policy(@Nullable String next) {
        return with(change -> change.policy = next);
    }

    public StreamState warmMibps(@Nullable Integer next) {
        return with(change -> change.warmMibps = next);
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
        return with(change -> change.consumers = next);
    }

    private StreamState with(Consumer<Change> edit) {
        Change change = new Change(this);
        edit.accept(change);
        return new StreamState(
                name,
                created,
                change.mode,
                change.retentionHours,
                change.maxRecordKib,
                change.shards,
                change.consumers,
                change.tags,
                change.keyId,
                change.shardMetrics,
                change.policy,
                change.warmMibps);
    }

    /** What can change of a stream, as it is until one part of it is set. */
    private static final class Change {
        private StreamMode mode;
        private int retentionHours;
        private int maxRecordKib;
        private Shards shards;
        private List<StreamConsumer> consumers;
        private Map<String, String> tags;
        private @Nullable String keyId;
        private List<String> shardMetrics;
        private @Nullable String policy;
        private @Nullable Integer warmMibps;

        private Change(StreamState state) {
            this.mode = state.mode;
            this.retentionHours = state.retentionHours;
            this.maxRecordKib = state.maxRecordKib;
            this.shards = state.shards;
            this.consumers = state.consumers;
            this.tags = state.tags;
            this.keyId = state.keyId;
            this.shardMetrics = state.shardMetrics;
            this.policy = state.policy;
            this.warmMibps = state.warmMibps;
        }
    }
}
