package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.KinesisDeserializationSchema;
import io.millrace.connector.kinesis.KinesisRecord;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.io.IOException;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;

/** Emits items as a schema wants them, and moves the shard's position along. */
final class ItemEmitter<T> implements RecordEmitter<ShardItem, T, ShardState> {
    private final KinesisDeserializationSchema<T> schema;
    private final Counter recordsIn;

    /** @param recordsIn counts each item before it comes here; items that are not records are taken off */
    ItemEmitter(KinesisDeserializationSchema<T> schema, Counter recordsIn) {
        this.schema = schema;
        this.recordsIn = recordsIn;
    }

    @Override
    public void emitRecord(ShardItem item, SourceOutput<T> output, ShardState state) throws IOException {
        if (item instanceof ShardItem.Data data) {
            KinesisRecord record = data.record();
            schema.deserialize(
                    record,
                    new RecordCollector<>(output, record.approximateArrival().toEpochMilli()));
            state.emitted(
                    data.place() == ShardItem.Place.LAST
                            ? ShardPosition.after(record.sequenceNumber())
                            : ShardPosition.within(record.sequenceNumber(), record.subSequenceNumber()));
            return;
        }
        recordsIn.dec();
        if (item instanceof ShardItem.ReadUntil read) {
            schema.shardRead(state.shardId(), read.time(), new ElementCollector<>(output));
        } else if (item instanceof ShardItem.Nothing nothing) {
            state.emitted(ShardPosition.after(nothing.sequenceNumber()));
        } else if (item instanceof ShardItem.Closed closed) {
            schema.shardEnded(state.shardId(), new ElementCollector<>(output));
            state.closed(closed.children());
        }
    }
}
