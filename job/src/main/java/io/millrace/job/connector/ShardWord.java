package io.millrace.job.connector;

import io.millrace.job.record.SourceRecord;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/** Puts word about shards among the records. Safe to use from the shards' threads. */
@SuppressWarnings("deprecation")
final class ShardWord {
    private final SourceFunction.SourceContext<SourceRecord> context;

    ShardWord(SourceFunction.SourceContext<SourceRecord> context) {
        this.context = context;
    }

    void opened(StreamShardHandle shard) {
        String stream = shard.getStreamName();
        String id = shard.getShard().getShardId();
        say(SourceRecord.shardOpened(stream, id));
        ShardFamily.parents(shard).forEach(parent -> say(SourceRecord.shardOpened(stream, id, parent)));
    }

    void listed() {
        say(SourceRecord.shardsListed());
    }

    void read(StreamShardHandle shard, long untilMillis) {
        say(SourceRecord.shardRead(shard.getStreamName(), shard.getShard().getShardId(), untilMillis));
    }

    void closed(StreamShardHandle shard) {
        say(SourceRecord.shardClosed(shard.getStreamName(), shard.getShard().getShardId()));
    }

    private void say(SourceRecord word) {
        synchronized (context.getCheckpointLock()) {
            context.collect(word);
        }
    }
}
