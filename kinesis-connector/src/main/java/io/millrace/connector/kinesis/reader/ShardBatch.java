package io.millrace.connector.kinesis.reader;

import java.util.List;

/** Items of a shard. A {@link ShardItem.Closed} may be the last one. */
record ShardBatch(String shardId, List<ShardItem> items) {

    boolean isLast() {
        return !items.isEmpty() && items.get(items.size() - 1) instanceof ShardItem.Closed;
    }
}
