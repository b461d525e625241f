package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.store.Shard;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects shards by the time when they were open. */
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
    public void check() {
        if (type == Type.AFTER_SHARD_ID && shardId == null) {
            throw ApiException.invalidArgument("shardId must be given with " + type);
        }
        if ((type == Type.AT_TIMESTAMP || type == Type.FROM_TIMESTAMP) && timestamp == null) {
            throw ApiException.invalidArgument("timestamp must be given with " + type);
        }
    }

    /** The filter as fields of a token; {@link #parse} reads them. */
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
     * @param trimHorizon the time of the oldest possible record
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
