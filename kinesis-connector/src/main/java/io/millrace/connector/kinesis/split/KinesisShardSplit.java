package io.millrace.connector.kinesis.split;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard and how far it has been read.
 *
 * @param shardId the shard, as {@code shardId-000000000000}
 * @param parentShardIds none, one after a split, two after a merge
 * @param startingHashKey the first hash key of the shard's range, in decimal
 * @param endingHashKey the last hash key of the shard's range, in decimal
 */
public record KinesisShardSplit(
        String shardId,
        Set<String> parentShardIds,
        BigInteger startingHashKey,
        BigInteger endingHashKey,
        ShardPosition position)
        implements SourceSplit, Serializable {

    public KinesisShardSplit {
        requireNonNull(shardId, "shardId is null");
        requireNonNull(startingHashKey, "startingHashKey is null");
        requireNonNull(endingHashKey, "endingHashKey is null");
        requireNonNull(position, "position is null");
        parentShardIds = new TreeSet<>(parentShardIds);
    }

    public KinesisShardSplit at(ShardPosition other) {
        return new KinesisShardSplit(shardId, parentShardIds, startingHashKey, endingHashKey, other);
    }

    @Override
    public String splitId() {
        return shardId;
    }
}
