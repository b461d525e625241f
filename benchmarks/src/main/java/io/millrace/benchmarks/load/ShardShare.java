package io.millrace.benchmarks.load;

/**
 * One of an input's shards, which has the keys whose number leaves its own.
 *
 * @param shard from 0
 * @param shards how many there are
 */
public record ShardShare(int shard, int shards) {
    /** How many of the keys 0 to {@code keys} - 1 are this shard's. */
    public int keys(int keys) {
        return (keys - shard + shards - 1) / shards;
    }

    /** The shard's key of that rank. */
    public int key(long rank) {
        return (int) rank * shards + shard;
    }
}
