package io.millrace.kinesis;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that is known of a stream but its records; what {@code stream.json} holds.
 *
 * @param retentionHours how long a record can be read, from 24 to 8760
 * @param maxRecordKib the greatest size of a record with its partition key, from 1024 to 10240
 */
record StreamState(
        String name,
        Instant created,
        StreamMode mode,
        int retentionHours,
        int maxRecordKib,
        Shards shards,
        List<StreamConsumer> consumers,
        Map<String, String> tags) {
    StreamState {
        consumers = List.copyOf(consumers);
        tags = Map.copyOf(tags);
    }

    Optional<StreamConsumer> consumer(String consumerName) {
        return consumers.stream()
                .filter(consumer -> consumer.name().equals(consumerName))
                .findFirst();
    }

    /** The time before which records are gone, and shards closed. */
    Instant horizon(Instant now) {
        return now.minus(Duration.ofHours(retentionHours));
    }

    StreamState mode(StreamMode next) {
        return new StreamState(name, created, next, retentionHours, maxRecordKib, shards, consumers, tags);
    }

    StreamState retentionHours(int next) {
        return new StreamState(name, created, mode, next, maxRecordKib, shards, consumers, tags);
    }

    StreamState shards(Shards next) {
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, next, consumers, tags);
    }

    StreamState add(StreamConsumer consumer) {
        List<StreamConsumer> next =
                Stream.concat(consumers.stream(), Stream.of(consumer)).toList();
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, next, tags);
    }

    StreamState remove(StreamConsumer consumer) {
        List<StreamConsumer> next =
                consumers.stream().filter(known -> !known.equals(consumer)).toList();
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, next, tags);
    }

    StreamState addTags(Map<String, String> added) {
        Map<String, String> next = new TreeMap<>(tags);
        next.putAll(added);
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, consumers, next);
    }

    StreamState removeTags(List<String> keys) {
        Map<String, String> next = tags.entrySet().stream()
                .filter(tag -> !keys.contains(tag.getKey()))
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        return new StreamState(name, created, mode, retentionHours, maxRecordKib, shards, consumers, next);
    }
}
