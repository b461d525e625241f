package io.millrace.connector.kinesis.split;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A shard as the service describes it.
 *
 * @param parentShardIds none, one after a split, two after a merge
 * @param status whether it still takes records
 */
public record ListedShard(
        String shardId, Set<String> parentShardIds, BigInteger startingHashKey, BigInteger endingHashKey, Status status)
        implements Serializable {

    /** Whether a shard takes records. */
    public enum Status {
        OPEN,
        CLOSED
    }

    public ListedShard {
        parentShardIds = new TreeSet<>(parentShardIds);
    }

    /** A shard of ListShards. */
    public static ListedShard of(Shard shard) {
        Set<String> parents = new TreeSet<>();
        addIfPresent(shard.parentShardId(), parents);
        addIfPresent(shard.adjacentParentShardId(), parents);
        boolean isOpen = shard.sequenceNumberRange().endingSequenceNumber() == null;
        return of(shard.shardId(), parents, shard.hashKeyRange(), isOpen ? Status.OPEN : Status.CLOSED);
    }

    /** A shard that GetRecords or SubscribeToShard names at the end of its parent. */
    public static ListedShard of(ChildShard shard) {
        return of(shard.shardId(), Set.copyOf(shard.parentShards()), shard.hashKeyRange(), Status.OPEN);
    }

    private static ListedShard of(String id, Set<String> parents, HashKeyRange range, Status status) {
        return new ListedShard(
                id, parents, new BigInteger(range.startingHashKey()), new BigInteger(range.endingHashKey()), status);
    }

    private static void addIfPresent(@Nullable String id, Set<String> ids) {
        if (id != null) {
            ids.add(id);
        }
    }

    /** The shard, to be read from a position. */
    public KinesisShardSplit at(ShardPosition position) {
        return new KinesisShardSplit(shardId, parentShardIds, startingHashKey, endingHashKey, position);
    }
}
