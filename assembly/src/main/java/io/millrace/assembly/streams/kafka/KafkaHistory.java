package io.millrace.assembly.streams.kafka;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.ShardHistory;
import io.millrace.assembly.streams.StreamHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The committed records that the partitions of a topic have when it is created. One consumer reads all of them. */
final class KafkaHistory implements AutoCloseable {
    /** A partition that has more waits for the others. */
    private static final int BUFFERED = 1_000;

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Instant from;
    private final Instant to;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Deque<IncomingRecord>> buffers = new HashMap<>();

    KafkaHistory(Map<String, Object> properties, String topic, Instant from, Instant to) {
        this.consumer = KafkaFollower.consumer(properties, topic);
        this.from = from;
        this.to = to;
        KafkaFollower.seek(consumer, from);
        this.ends = consumer.endOffsets(consumer.assignment());
        ends.keySet().forEach(partition -> buffers.put(partition, new ArrayDeque<>()));
    }

    StreamHistory records() {
        return new StreamHistory(ends.keySet().stream()
                .map(partition -> (ShardHistory) () -> next(partition))
                .toList());
    }

    private synchronized Optional<IncomingRecord> next(TopicPartition partition) {
        Deque<IncomingRecord> buffer = buffer(partition);
        while (buffer.isEmpty() && consumer.position(partition) < end(partition)) {
            List<TopicPartition> ahead = new ArrayList<>();
            buffers.forEach((other, records) -> {
                if (records.size() > BUFFERED) {
                    ahead.add(other);
                }
            });
            consumer.pause(ahead);
            consumer.poll(POLL).forEach(this::keep);
            consumer.resume(ahead);
        }
        return Optional.ofNullable(buffer.poll());
    }

    /** A producer may set the time of a record, so that it need not grow in a partition. */
    private void keep(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        IncomingRecord read = KafkaFollower.incoming(record);
        if (record.offset() < end(partition)
                && !read.arrival().isBefore(from)
                && !read.arrival().isAfter(to)) {
            buffer(partition).add(read);
        }
    }

    private Deque<IncomingRecord> buffer(TopicPartition partition) {
        return buffers.getOrDefault(partition, new ArrayDeque<>());
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
