package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.split.KinesisShardSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The shards that a reader has read to their ends, and has reported to the enumerator.
 *
 * <p>They stay in the reader's state until a checkpoint has completed that they are part of: from then on, the enumerator's next
 * state contains them, because a report arrives before the checkpoint of its reader can complete.
 *
 * <p>The schema learns that they are closed only when their children are open. So there is no moment in which nobody accounts for
 * a shard's keys: event time that follows the shards cannot run ahead of the children, however long it takes to assign them.
 */
final class FinishedShards {
    private final Map<String, KinesisShardSplit> shards = new HashMap<>();
    /** By checkpoint: the shards that it contains. */
    private final TreeMap<Long, Set<String>> contents = new TreeMap<>();
    /** Those whose children are not open yet. */
    private final Set<String> waiting = new HashSet<>();
    /** Those that the schema has to learn of. */
    private final Queue<String> closed = new ArrayDeque<>();

    /** Takes a shard that has just been read. */
    void add(KinesisShardSplit shard) {
        shards.put(shard.shardId(), shard);
        waiting.add(shard.shardId());
    }

    /** Takes a shard that had been read when the restored checkpoint began; its children need not be waited for. */
    void restored(KinesisShardSplit shard) {
        shards.put(shard.shardId(), shard);
        closed.add(shard.shardId());
    }

    /**
     * Takes a shard that this reader has opened.
     *
     * @return its parents that are closed with this, before the child's first record
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

    /** The next shard that is closed without one of its children being opened here; null if there is none. */
    @Nullable
    String pollClosed() {
        return closed.poll();
    }

    /** What a checkpoint must contain. */
    List<KinesisShardSplit> snapshot(long checkpointId) {
        contents.put(checkpointId, Set.copyOf(shards.keySet()));
        return new ArrayList<>(shards.values());
    }

    /** Forgets the shards of a checkpoint that has completed, and of earlier ones. */
    void completed(long checkpointId) {
        Map<Long, Set<String>> past = contents.headMap(checkpointId, true);
        past.values().stream().flatMap(Collection::stream).forEach(shards::remove);
        past.clear();
    }
}
