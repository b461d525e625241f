package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.util.List;

/** A shard, and how far its records have been emitted. */
final class ShardState {
    private final KinesisShardSplit split;
    private ShardPosition position;
    private List<ListedShard> children = List.of();

    ShardState(KinesisShardSplit split) {
        this.split = split;
        this.position = split.position();
    }

    String shardId() {
        return split.shardId();
    }

    void emitted(ShardPosition emitted) {
        position = emitted;
    }

    void closed(List<ListedShard> childShards) {
        position = ShardPosition.END;
        children = childShards;
    }

    KinesisShardSplit toSplit() {
        return split.at(position);
    }

    FinishedShard toFinished() {
        return new FinishedShard(split.shardId(), children);
    }
}
