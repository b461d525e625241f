package io.millrace.benchmarks.load;

/**
 * One of an input's shards. It has the keys whose number modulo the number of shards is its own.
 *
 * @param shard from 0
 * @param shards the number of shards
 */
public record ShardShare(int shard, int shards) {
    /** The number of the shard's keys among 0 to {@code keys} - 1. */
    public int keys(int keys) {
        return (keys - shard + shards - 1) / shards;
    }

    /** The shard's key with the given rank. */
    public int key(long rank) {
        return (int) rank * shards + shard;
    }
}
