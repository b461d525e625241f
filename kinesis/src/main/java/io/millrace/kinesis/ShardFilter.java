package io.millrace.kinesis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which shards to list: those that took records at some time, or from then on. */
record ShardFilter(
        Type type, @Nullable String shardId, @Nullable Instant timestamp) implements Request {
    static final ShardFilter ALL = new ShardFilter(Type.FROM_TRIM_HORIZON, null, null);

    /** The service's ShardFilterType. */
    enum Type {
        AFTER_SHARD_ID,
        AT_TRIM_HORIZON,
        FROM_TRIM_HORIZON,
        AT_LATEST,
        AT_TIMESTAMP,
        FROM_TIMESTAMP
    }

    @Override
    public void check(Mistakes mistakes) {
        if (type == Type.AFTER_SHARD_ID && shardId == null) {
            mistakes.add("shardId must be given with " + type);
        }
        if ((type == Type.AT_TIMESTAMP || type == Type.FROM_TIMESTAMP) && timestamp == null) {
            mistakes.add("timestamp must be given with " + type);
        }
    }

    /** The filter as the fields of a token; {@link #parse} is the way back. */
    List<String> fields() {
        return List.of(
                type.name(),
                shardId == null ? "" : shardId,
                timestamp == null ? "" : Long.toString(timestamp.toEpochMilli()));
    }

    static ShardFilter parse(List<String> fields) {
        String time = fields.get(2);
        return new ShardFilter(
                Type.valueOf(fields.get(0)),
                fields.get(1),
                time.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(time)));
    }

    /**
     * @param trimHorizon the time of the oldest record there can be
     */
    boolean test(Shard shard, Instant trimHorizon) {
        Instant from = timestamp == null || timestamp.isBefore(trimHorizon) ? trimHorizon : timestamp;
        return switch (type) {
            case AFTER_SHARD_ID -> shardId == null || shard.id().compareTo(shardId) > 0;
            case AT_TRIM_HORIZON -> shard.wasOpenAt(trimHorizon);
            case FROM_TRIM_HORIZON -> true;
            case AT_LATEST -> shard.isOpen();
            case AT_TIMESTAMP -> shard.wasOpenAt(from);
            case FROM_TIMESTAMP -> shard.wasOpenAtOrAfter(from);
        };
    }
}
