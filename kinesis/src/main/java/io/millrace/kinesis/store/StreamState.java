package io.millrace.kinesis.store;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A stream without its records: the content of {@code stream.json}.
 *
 * @param retentionHours how long a record can be read, 24 to 8760
 * @param maxRecordKib the maximum size of a record with its partition key, 1024 to 10240
 */
public record StreamState(
        String name,
        Instant created,
        StreamMode mode,
        int retentionHours,
        int maxRecordKib,
        Shards shards,
        List<StreamConsumer> consumers,
        Map<String, String> tags) {
    public StreamState {
        consumers = List.copyOf(consumers);
        tags = Map.copyOf(tags);
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
        return new StreamState(name, created, next, retentionHours, maxRecordKib, shards, consumers, tags);
    }

    public StreamState retentionHours(int next) {
        return new StreamState(name, created, mode, next, maxRecordKib, shards, consumers, tags);
    }

    public StreamState shards(Shards next) {
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, next, consumers, tags);
    }

    public StreamState add(StreamConsumer consumer) {
        List<StreamConsumer> next =
                Stream.concat(consumers.stream(), Stream.of(consumer)).toList();
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, next, tags);
    }

    public StreamState remove(StreamConsumer consumer) {
        List<StreamConsumer> next =
                consumers.stream().filter(known -> !known.equals(consumer)).toList();
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, next, tags);
    }

    public StreamState addTags(Map<String, String> added) {
        Map<String, String> next = new TreeMap<>(tags);
        next.putAll(added);
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, consumers, next);
    }

    public StreamState removeTags(List<String> keys) {
        Map<String, String> next = tags.entrySet().stream()
                .filter(tag -> !keys.contains(tag.getKey()))
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, consumers, next);
    }
}
