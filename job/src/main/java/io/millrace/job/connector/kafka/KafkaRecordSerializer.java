package io.millrace.job.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.connector.JsonRecordSerializer;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Elements as records of a topic: the partition key is the record's key, whose hash chooses the partition. */
final class KafkaRecordSerializer<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final JsonRecordSerializer<T> serializer;

    KafkaRecordSerializer(String topic, JsonRecordSerializer<T> serializer) {
        this.topic = topic;
        this.serializer = serializer;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
        return new ProducerRecord<>(
                topic, serializer.partitionKey(element).getBytes(UTF_8), serializer.serialize(element));
    }
}
