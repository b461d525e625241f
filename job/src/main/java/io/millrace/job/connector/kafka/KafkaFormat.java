package io.millrace.job.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.connector.OutputFormat;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Elements as records of a topic: the partition key is the record's key, whose hash chooses the partition. */
final class KafkaFormat<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final OutputFormat<T> format;

    KafkaFormat(String topic, OutputFormat<T> format) {
        this.topic = topic;
        this.format = format;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(topic, format.partitionKey(element).getBytes(UTF_8), format.serialize(element));
    }
}
