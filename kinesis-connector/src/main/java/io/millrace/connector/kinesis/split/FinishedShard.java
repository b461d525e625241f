package io.millrace.connector.kinesis.split;

import java.io.Serializable;
import java.util.List;

/**
 * A shard that has been read to its end.
 *
 * @param children the shards that follow it; empty if they are not known
 */
public record FinishedShard(String shardId, List<ListedShard> children) implements Serializable {
    public FinishedShard {
        children = List.copyOf(children);
    }
}
