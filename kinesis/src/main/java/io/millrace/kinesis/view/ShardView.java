package io.millrace.kinesis.view;

import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.Shards;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard as in responses. */
public record ShardView(
        String shardId,
        @Nullable String parentShardId,
        @Nullable String adjacentParentShardId,
        HashKeyRange hashKeyRange,
        SequenceNumberRange sequenceNumberRange) {
    public record HashKeyRange(String startingHashKey, String endingHashKey) {
        static HashKeyRange of(Shard shard) {
            return new HashKeyRange(shard.firstKey().toString(), shard.lastKey().toString());
        }
    }

    public record SequenceNumberRange(
            String startingSequenceNumber, @Nullable String endingSequenceNumber) {}

    /** A shard that follows a closed one. */
    public record Child(String shardId, List<String> parentShards, HashKeyRange hashKeyRange) {}

    public static ShardView of(Shard shard) {
        return new ShardView(
                shard.id(),
                idOrNull(shard.parent()),
                idOrNull(shard.adjacentParent()),
                HashKeyRange.of(shard),
                new SequenceNumberRange(
                        new SequenceNumber(shard.startTick(), shard.number()).toString(),
                        shard.closeTick() == null
                                ? null
                                : new SequenceNumber(shard.closeTick(), shard.number()).toString()));
    }

    public static List<Child> childrenOf(Shard shard, Shards shards) {
        return shards.childrenOf(shard).stream()
                .map(child -> new Child(
                        child.id(), child.parents().stream().map(Shard::id).toList(), HashKeyRange.of(child)))
                .toList();
    }

    private static @Nullable String idOrNull(@Nullable Integer number) {
        return number == null ? null : Shard.id(number);
    }
}
