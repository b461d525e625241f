package io.millrace.job.connector.kinesis;

import io.millrace.connector.kinesis.KinesisDeserializationSchema;
import io.millrace.connector.kinesis.KinesisRecord;
import io.millrace.connector.kinesis.ShardStart;
import io.millrace.job.record.SourceRecord;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/** Leaves a record unparsed, so that the operator that parses it can reject it, and emits the markers between them. */
final class SourceRecordSchema implements KinesisDeserializationSchema<SourceRecord> {
    private static final long serialVersionUID = 1L;

    private final String stream;

    SourceRecordSchema(String stream) {
        this.stream = stream;
    }

    @Override
    public void deserialize(KinesisRecord record, Collector<SourceRecord> out) {
        out.collect(SourceRecord.data(
                stream,
                record.shardId(),
                record.sequenceNumber(),
                record.partitionKey(),
                record.approximateArrival().toEpochMilli(),
                record.data()));
    }

    @Override
    public void shardOpened(ShardStart shard, Collector<SourceRecord> out) {
        String id = shard.shardId();
        out.collect(opened(shard));
        shard.parentShardIds().forEach(parent -> out.collect(SourceRecord.shardOpened(stream, id, parent)));
    }

    private SourceRecord opened(ShardStart shard) {
        if (shard.position() == ShardStart.Position.RESTORED) {
            return SourceRecord.shardOpened(stream, shard.shardId());
        }
        return SourceRecord.shardOpened(
                stream,
                shard.shardId(),
                SourceRecord.Start.valueOf(shard.position().name()),
                shard.startTime().map(Instant::toEpochMilli).orElse(SourceRecord.NO_ARRIVAL));
    }

    @Override
    public void shardsListed(Collector<SourceRecord> out) {
        out.collect(SourceRecord.shardsListed());
    }

    @Override
    public void shardRead(String shardId, Instant until, Collector<SourceRecord> out) {
        out.collect(SourceRecord.shardRead(stream, shardId, until.toEpochMilli()));
    }

    @Override
    public void shardEnded(String shardId, Collector<SourceRecord> out) {
        out.collect(SourceRecord.shardEnded(stream, shardId));
    }

    @Override
    public void shardClosed(String shardId, Collector<SourceRecord> out) {
        out.collect(SourceRecord.shardClosed(stream, shardId));
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return TypeInformation.of(SourceRecord.class);
    }
}
