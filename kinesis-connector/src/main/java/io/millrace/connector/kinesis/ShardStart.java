package io.millrace.connector.kinesis;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The start of the reading of a shard.
 *
 * @param streamArn the stream
 * @param shardId the shard, as {@code shardId-000000000000}
 * @param parentShardIds the shards from which a split or merge has made it: none, one after a split, two after a merge.
 *     They have been read to their ends, or are not part of this reading.
 * @param position where the reading starts
 * @param timestamp the time at which it starts, with {@link Position#LATEST} and {@link Position#AT_TIMESTAMP}, and with
 *     {@link Position#UNREAD} if it was to start at a time; otherwise null
 */
public record ShardStart(
        String streamArn,
        String shardId,
        Set<String> parentShardIds,
        Position position,
        @Nullable Instant timestamp) {

    /** Where the reading of a shard starts. */
    public enum Position {
        /** Afresh, at the oldest record. So start the children of a shard that has been read. */
        TRIM_HORIZON,
        /** Afresh, at the time when the source first listed its shards. */
        LATEST,
        /** Afresh, at the configured time. */
        AT_TIMESTAMP,
        /** After the last record of the restored state. */
        RESTORED,
        /** Where it was to start: the restored state has the shard, but no record of it. */
        UNREAD
    }

    public ShardStart {
        requireNonNull(streamArn, "streamArn is null");
        requireNonNull(shardId, "shardId is null");
        requireNonNull(position, "position is null");
        parentShardIds = Set.copyOf(parentShardIds);
    }

    /** The time at which the reading starts, if it starts at a time. */
    public Optional<Instant> startTime() {
        return Optional.ofNullable(timestamp);
    }
}
