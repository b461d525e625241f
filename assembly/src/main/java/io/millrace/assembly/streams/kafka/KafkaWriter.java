package io.millrace.assembly.streams.kafka;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamWriter;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes records to a topic. The producer batches them, and retries those that the broker does not accept at once. */
final class KafkaWriter implements StreamWriter {
    private final Producer<String, byte[]> producer;
    private final String topic;
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    KafkaWriter(Producer<String, byte[]> producer, String topic) {
        this.producer = requireNonNull(producer, "producer is null");
        this.topic = requireNonNull(topic, "topic is null");
    }

    @Override
    public void add(String partitionKey, byte[] data) {
        String key = partitionKey.isEmpty() ? null : partitionKey;
        // a failure is reported by flush
        Future<?> unused = producer.send(new ProducerRecord<>(topic, key, data), (taken, refused) -> {
            if (refused == null) {
                written.incrementAndGet();
            } else {
                failure.compareAndSet(null, refused);
            }
        });
    }

    @Override
    public void flush() {
        producer.flush();
        Exception refused = failure.getAndSet(null);
        if (refused != null) {
            throw new StreamException("topic %s refused a record: %s".formatted(topic, refused.getMessage()));
        }
    }

    @Override
    public long written() {
        return written.get();
    }
}
