package io.millrace.assembly.streams.kafka;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed records of a topic: those that a job writes exactly once appear when its checkpoint completes. Reads
 * the partitions that exist when it is created.
 */
final class KafkaFollower implements StreamFollower {
    /** The longest time that one call waits for records that it knows of. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(50);

    /** Of one call: a topic may hold more than this process has memory. */
    private static final long ENOUGH_BYTES = 16 << 20;

    private final KafkaConsumer<String, byte[]> consumer;

    private KafkaFollower(Map<String, Object> properties, String topic) {
        this.consumer = consumer(properties, topic);
    }

    /** A consumer of all partitions of a topic. */
    static KafkaConsumer<String, byte[]> consumer(Map<String, Object> properties, String topic) {
        Map<String, Object> own = new HashMap<>(properties);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        return consumer;
    }

    static KafkaFollower fromStart(Map<String, Object> properties, String topic) {
        KafkaFollower follower = new KafkaFollower(properties, topic);
        follower.consumer.seekToBeginning(follower.consumer.assignment());
        return follower;
    }

    static KafkaFollower from(Map<String, Object> properties, String topic, Instant time) {
        KafkaFollower follower = new KafkaFollower(properties, topic);
        seek(follower.consumer, time);
        return follower;
    }

    /** Moves a consumer to the first records that arrived at a time or later. */
    static void seek(KafkaConsumer<String, byte[]> consumer, Instant time) {
        seekToEnd(consumer);
        Map<TopicPartition, Long> times = new HashMap<>();
        consumer.assignment().forEach(partition -> times.put(partition, time.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            // no record is that new: only what arrives from now on
            if (found != null) {
                consumer.seek(partition, found.offset());
            }
        });
    }

    static KafkaFollower fromNow(Map<String, Object> properties, String topic) {
        KafkaFollower follower = new KafkaFollower(properties, topic);
        seekToEnd(follower.consumer);
        return follower;
    }

    private static void seekToEnd(KafkaConsumer<String, byte[]> consumer) {
        consumer.seekToEnd(consumer.assignment());
        // the consumer would otherwise look for the end only at its first poll
        consumer.assignment().forEach(consumer::position);
    }

    /** Reads up to the ends that the partitions have at the call, or until it has much. */
    @Override
    public synchronized List<IncomingRecord> poll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Instant deadline = Instant.now().plus(TIMEOUT);
        List<IncomingRecord> records = new ArrayList<>();
        long bytes = 0;
        while (!hasReached(ends) && bytes < ENOUGH_BYTES && Instant.now().isBefore(deadline)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                records.add(incoming(record));
                bytes += Math.max(0, record.serializedValueSize());
            }
        }
        return records;
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    static IncomingRecord incoming(ConsumerRecord<String, byte[]> record) {
        return new IncomingRecord(
                Integer.toString(record.partition()),
                Long.toString(record.offset()),
                Objects.requireNonNullElse(record.key(), ""),
                Instant.ofEpochMilli(record.timestamp()),
                Objects.requireNonNullElse(record.value(), new byte[0]));
    }

    synchronized void close() {
        consumer.close();
    }
}
