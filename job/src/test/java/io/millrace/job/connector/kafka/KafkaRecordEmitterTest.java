package io.millrace.job.connector.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SourceRecord;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaRecordEmitterTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 3);
    private static final long NOON = 1_767_268_800_000L;

    private final KafkaPartitionSplitState state = new KafkaPartitionSplitState(new KafkaPartitionSplit(PARTITION, 40));
    private final CollectedRecords emitted = new CollectedRecords();
    private final KafkaRecordEmitter emit = new KafkaRecordEmitter();

    @Test
    void recordKeepsWhatItsTopicProvides() {
        emit(record(41, TimestampType.LOG_APPEND_TIME, "a key", "{}"));

        assertThat(emitted.records)
                .containsExactly(SourceRecord.data("orders", "3", "41", "a key", NOON, "{}".getBytes(UTF_8)));
        assertThat(state.getCurrentOffset()).isEqualTo(42);
    }

    @Test
    void timestampOfAProducerIsNoArrivalButABound() {
        emit(record(41, TimestampType.CREATE_TIME, "a key", "{}"));

        assertThat(emitted.records)
                .containsExactly(SourceRecord.created("orders", "3", "41", "a key", NOON, "{}".getBytes(UTF_8)))
                .noneMatch(SourceRecord::hasArrival);
    }

    @Test
    void recordThatItsProducerGaveNoTimeHasNone() {
        emit(record(42, TimestampType.NO_TIMESTAMP_TYPE, "a key", "{}"));
        emit(record(43, TimestampType.CREATE_TIME, 0, "a key", "{}"));

        assertThat(emitted.records).hasSize(2).allSatisfy(record -> assertThat(record.latestMillis())
                .isEqualTo(SourceRecord.NO_ARRIVAL));
    }

    @Test
    void whatIsMissingIsEmpty() {
        emit(record(41, TimestampType.LOG_APPEND_TIME, null, null));

        assertThat(emitted.records).containsExactly(SourceRecord.data("orders", "3", "41", "", NOON, new byte[0]));
    }

    @Test
    void endMarkerCarriesThePartitionAndTheNextPosition() {
        emit(new EndOfPartitionMarker(PARTITION, 50, NOON));

        assertThat(emitted.records).containsExactly(SourceRecord.shardRead("orders", "3", NOON));
        assertThat(state.getCurrentOffset()).isEqualTo(50);
    }

    private void emit(ConsumerRecord<byte[], byte[]> record) {
        emit.emitRecord(record, emitted, state);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, TimestampType type, String key, String value) {
        return record(offset, type, NOON, key, value);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, TimestampType type, long timestamp, String key, String value) {
        return new ConsumerRecord<>(
                "orders",
                3,
                offset,
                timestamp,
                type,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8),
                new RecordHeaders(),
                Optional.empty());
    }
}
