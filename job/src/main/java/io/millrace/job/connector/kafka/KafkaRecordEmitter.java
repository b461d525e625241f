package io.millrace.job.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SourceRecord;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Emits what a consumer has read as records of a stream, and keeps the position after it.
 *
 * <p>Only a topic with {@code message.timestamp.type=LogAppendTime} records the arrival: otherwise the timestamp is
 * whatever the producer set, and bounds the times that the record itself says.
 */
final class KafkaRecordEmitter
        implements RecordEmitter<ConsumerRecord<byte[], byte[]>, SourceRecord, KafkaPartitionSplitState> {
    private static final byte[] NO_DATA = {};

    private final Map<Integer, String> shards = new HashMap<>();

    @Override
    public void emitRecord(
            ConsumerRecord<byte[], byte[]> record, SourceOutput<SourceRecord> output, KafkaPartitionSplitState state) {
        String shard = shards.computeIfAbsent(record.partition(), partition -> Integer.toString(partition));
        if (record instanceof EndOfPartitionMarker) {
            output.collect(
                    SourceRecord.shardRead(record.topic(), shard, ((EndOfPartitionMarker) record).untilMillis()));
            state.setCurrentOffset(record.offset());
        } else {
            output.collect(data(record, shard));
            state.setCurrentOffset(record.offset() + 1);
        }
    }

    private static SourceRecord data(ConsumerRecord<byte[], byte[]> record, String shard) {
        String offset = Long.toString(record.offset());
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        byte[] data = record.value() == null ? NO_DATA : record.value();
        if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return SourceRecord.data(record.topic(), shard, offset, key, record.timestamp(), data);
        }
        boolean hasTime = record.timestampType() == TimestampType.CREATE_TIME && record.timestamp() > 0;
        return SourceRecord.created(
                record.topic(), shard, offset, key, hasTime ? record.timestamp() : SourceRecord.NO_ARRIVAL, data);
    }
}
