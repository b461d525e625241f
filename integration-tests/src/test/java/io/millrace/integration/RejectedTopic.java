package io.millrace.integration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The content of a topic of rejected records: each record's data, and how often it occurs. */
final class RejectedTopic implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, Integer> times = new TreeMap<>();

    /** @param isolation {@code read_committed}, or {@code read_uncommitted} to include aborted transactions */
    RejectedTopic(String bootstrapServers, String topic, String isolation) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", isolation,
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
    }

    /** Reads to the topic's current end, and returns everything read so far. */
    Map<String, Integer> times() {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(consumer.assignment()));
        while (!ends.isEmpty()) {
            consumer.poll(Duration.ofMillis(50)).forEach(record -> times.merge(data(record.value()), 1, Integer::sum));
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return times;
    }

    /** How many records occur more than once. */
    int repeated() {
        return (int) times().values().stream().filter(count -> count > 1).count();
    }

    private static String data(String rejected) {
        try {
            return JSON.readTree(rejected).get("data").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + rejected, e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
