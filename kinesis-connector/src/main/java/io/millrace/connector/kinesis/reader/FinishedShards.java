package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.split.KinesisShardSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The shards that a reader has read to their ends, and has reported to the enumerator. They stay in the reader's state
 * until a checkpoint has completed that they are part of: from then on, the enumerator's next state contains them, because
 * a report arrives before the checkpoint of its reader can complete.
 */
final class FinishedShards {
    private final Map<String, KinesisShardSplit> shards = new HashMap<>();
    /** By checkpoint: the shards that it contains. */
    private final TreeMap<Long, Set<String>> contents = new TreeMap<>();

    /** Takes a shard that has just been read, or was so when the restored checkpoint began. */
    void add(KinesisShardSplit shard) {
        shards.put(shard.shardId(), shard);
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
