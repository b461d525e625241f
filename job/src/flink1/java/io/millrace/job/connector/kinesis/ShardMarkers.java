package io.millrace.job.connector.kinesis;

import io.millrace.job.record.SourceRecord;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/** Emits markers of the progress of shards between the records. Thread-safe. */
@SuppressWarnings("deprecation")
final class ShardMarkers {
    private final SourceFunction.SourceContext<SourceRecord> context;

    ShardMarkers(SourceFunction.SourceContext<SourceRecord> context) {
        this.context = context;
    }

    void opened(StreamShardHandle shard) {
        String stream = shard.getStreamName();
        String id = shard.getShard().getShardId();
        emit(SourceRecord.shardOpened(stream, id));
        ParentShardGate.parents(shard).forEach(parent -> emit(SourceRecord.shardOpened(stream, id, parent)));
    }

    void listed() {
        emit(SourceRecord.shardsListed());
    }

    void read(StreamShardHandle shard, long untilMillis) {
        emit(SourceRecord.shardRead(shard.getStreamName(), shard.getShard().getShardId(), untilMillis));
    }

    void ended(StreamShardHandle shard) {
        emit(SourceRecord.shardEnded(shard.getStreamName(), shard.getShard().getShardId()));
    }

    void closed(StreamShardHandle shard) {
        emit(SourceRecord.shardClosed(shard.getStreamName(), shard.getShard().getShardId()));
    }

    private void emit(SourceRecord marker) {
        synchronized (context.getCheckpointLock()) {
            context.collect(marker);
        }
    }
}
