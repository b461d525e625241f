package io.millrace.job.connector;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;

/**
 * Which shards this subtask has not read to their ends yet. The children of such a shard, made by a split or a merge,
 * wait for it, since the records of one partition key go on in a child. Safe to use from the shards' threads.
 */
final class ShardFamily {
    private final Set<String> unread = ConcurrentHashMap.newKeySet();

    void begun(StreamShardHandle shard) {
        unread.add(id(shard, shard.getShard().getShardId()));
    }

    void ended(StreamShardHandle shard) {
        unread.remove(id(shard, shard.getShard().getShardId()));
    }

    /** Whether all that was before the shard has been read, as far as this subtask reads it. */
    boolean isNext(StreamShardHandle shard) {
        return parents(shard).stream().noneMatch(parent -> unread.contains(id(shard, parent)));
    }

    /** The ids of the shards that the shard came from: none, one after a split, two after a merge. */
    static List<String> parents(StreamShardHandle shard) {
        return Stream.of(shard.getShard().getParentShardId(), shard.getShard().getAdjacentParentShardId())
                .filter(Objects::nonNull)
                .collect(toList());
    }

    private static String id(StreamShardHandle shard, String shardId) {
        return shard.getStreamName() + "/" + shardId;
    }
}
