package io.millrace.job.connector.kinesis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * Closes a shard that has been read when a child of it is open, so that in between, however long the child's discovery takes,
 * the parent holds event time back. A shard whose children another subtask reads is closed after a discovery that has not
 * found them here. Thread-safe.
 */
final class ClosingShards {
    private final ShardMarkers markers;
    /** By id: shards that have been read, and of which no child is open here. */
    private final Map<String, StreamShardHandle> waiting = new HashMap<>();
    /** The parents of all shards that have been opened. */
    private final Set<String> parents = new HashSet<>();
    /** Those that waited when the latest discovery began. */
    private Set<String> beforeDiscovery = Set.of();

    ClosingShards(ShardMarkers markers) {
        this.markers = markers;
    }

    synchronized void opened(StreamShardHandle shard) {
        markers.opened(shard);
        for (String parent : ParentShardGate.parents(shard)) {
            String id = ParentShardGate.id(shard, parent);
            parents.add(id);
            close(id);
        }
    }

    /** Takes a shard all of whose records have been emitted. */
    synchronized void ended(StreamShardHandle shard) {
        markers.ended(shard);
        String id = ParentShardGate.id(shard, shard.getShard().getShardId());
        waiting.put(id, shard);
        if (parents.contains(id)) {
            close(id);
        }
    }

    /** Called before each discovery of shards; what the one before has found is open. */
    synchronized void discovering() {
        beforeDiscovery.forEach(this::close);
        beforeDiscovery = Set.copyOf(waiting.keySet());
    }

    private void close(String id) {
        StreamShardHandle shard = waiting.remove(id);
        if (shard != null) {
            markers.closed(shard);
        }
    }
}
