package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.split.KinesisShardSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shards that a reader has read to their ends, and whose children are not open yet. The schema learns of the end of a
 * shard only when they are. So there is no moment in which nobody accounts for the shard's keys: event time that follows the
 * shards cannot run ahead of the children, however long it takes to assign them.
 */
final class ClosingShards {
    private final Set<String> waiting = new HashSet<>();
    private final Queue<String> closed = new ArrayDeque<>();

    /** Takes a shard that has just been read. */
    void finished(String shardId) {
        waiting.add(shardId);
    }

    /** Takes a shard that had been read before the restored checkpoint; its children need not be waited for. */
    void restored(String shardId) {
        closed.add(shardId);
    }

    /**
     * Takes a shard that this reader has opened.
     *
     * @return its parents, which are closed now: before the child's first record
     */
    List<String> opened(KinesisShardSplit shard) {
        List<String> parents = new ArrayList<>(shard.parentShardIds());
        parents.removeIf(parent -> !waiting.remove(parent));
        return parents;
    }

    /** Takes the fact that all children of a shard are open. Does nothing for a shard that is closed. */
    void childrenOpened(String shardId) {
        if (waiting.remove(shardId)) {
            closed.add(shardId);
        }
    }

    /** The next shard to close without one of its children; null if there is none. */
    @Nullable
    String poll() {
        return closed.poll();
    }
}
