package io.millrace.job.connector.kinesis;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * Keeps a shard that came from a split or merge closed until this subtask has read its parents to their ends: the
 * records of one partition key continue from the parent in the child. Thread-safe.
 */
final class ParentShardGate {
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    void started(StreamShardHandle shard) {
        unread.add(id(shard, shard.getShard().getShardId()));
    }

    void ended(StreamShardHandle shard) {
        unread.remove(id(shard, shard.getShard().getShardId()));
    }

    /** Whether none of the shard's parents is still being read by this subtask. */
    boolean isOpen(StreamShardHandle shard) {
        return parents(shard).stream().noneMatch(parent -> unread.contains(id(shard, parent)));
    }

    /** The ids of the parents: none, one after a split, two after a merge. */
    static List<String> parents(StreamShardHandle shard) {
        return Stream.of(shard.getShard().getParentShardId(), shard.getShard().getAdjacentParentShardId())
                .filter(Objects::nonNull)
                .collect(toList());
    }

    static String id(StreamShardHandle shard, String shardId) {
        return shard.getStreamName() + "/" + shardId;
    }
}
