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
 * whatever the producer set.
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
        byte[] key = record.key();
        byte[] data = record.value();
        return SourceRecord.data(
                record.topic(),
                shard,
                Long.toString(record.offset()),
                key == null ? "" : new String(key, UTF_8),
                record.timestampType() == TimestampType.LOG_APPEND_TIME ? record.timestamp() : SourceRecord.NO_ARRIVAL,
                data == null ? NO_DATA : data);
    }
}
