package io.millrace.connector.kinesis.reader;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/** What one fetch returns: items of some shards. */
final class ShardBatches implements RecordsWithSplitIds<ShardItem> {
    private final Deque<ShardBatch> batches;
    private final Set<String> finished;
    private Iterator<ShardItem> items = Collections.emptyIterator();

    ShardBatches(List<ShardBatch> batches) {
        this.batches = new ArrayDeque<>(batches);
        this.finished = batches.stream()
                .filter(ShardBatch::isLast)
                .map(ShardBatch::shardId)
                .collect(Collectors.toSet());
    }

    @Override
    public @Nullable String nextSplit() {
        ShardBatch next = batches.poll();
        if (next == null) {
            return null;
        }
        items = next.items().iterator();
        return next.shardId();
    }

    @Override
    public @Nullable ShardItem nextRecordFromSplit() {
        return items.hasNext() ? items.next() : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished;
    }
}
