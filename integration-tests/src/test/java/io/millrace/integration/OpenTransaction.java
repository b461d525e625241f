package io.millrace.integration;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer's open transaction on a topic. */
final class OpenTransaction implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final String topic;

    private OpenTransaction(KafkaProducer<String, String> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    static OpenTransaction begin(String bootstrapServers, String topic) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "open-transaction"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return new OpenTransaction(producer, topic);
    }

    /** Returns when the broker has the record; readers of committed records do not see it yet. */
    void put(String key, String value) {
        Future<?> unused = producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    void commit() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
