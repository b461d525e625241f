package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.HashKeys;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.Shards;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** SplitShard, MergeShards and UpdateShardCount. */
final class ReshardOperations {
    /** Of all provisioned streams: the service's quota of most accounts. */
    static final int SHARD_LIMIT = 1000;

    private static final int RESIZES_PER_DAY = 10;
    private static final String ON_DEMAND = "; a stream on demand reshards itself";

    private final StreamLookup lookup;

    ReshardOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record SplitShard(
            @Nullable String streamName, @Nullable String streamARN, String shardToSplit, String newStartingHashKey)
            implements StreamRequest {}

    record MergeShards(
            @Nullable String streamName, @Nullable String streamARN, String shardToMerge, String adjacentShardToMerge)
            implements StreamRequest {}

    /** The service's ScalingType. */
    enum ScalingType {
        UNIFORM_SCALING
    }

    record UpdateShardCount(
            @Nullable String streamName, @Nullable String streamARN, Integer targetShardCount, ScalingType scalingType)
            implements StreamRequest {}

    record UpdatedShardCount(String streamName, String streamARN, int currentShardCount, int targetShardCount) {}

    void splitShard(SplitShard request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        lookup.update(stream, state -> {
            checkProvisioned(state);
            Shard shard = open(state, request.shardToSplit());
            BigInteger key = HashKeys.parse(request.newStartingHashKey())
                    .filter(parsed -> parsed.compareTo(shard.firstKey().add(BigInteger.ONE)) > 0
                            && parsed.compareTo(shard.lastKey()) < 0)
                    .orElseThrow(() -> ApiException.invalidArgument("newStartingHashKey must be a number above 1 + "
                            + shard.firstKey() + " and below " + shard.lastKey() + ", got '"
                            + request.newStartingHashKey() + "'"));
            checkLimit(lookup, 1);
            return state.shards(state.shards().split(shard, key, stream.nextTick()));
        });
    }

    void mergeShards(MergeShards request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        lookup.update(stream, state -> {
            checkProvisioned(state);
            Shard shard = open(state, request.shardToMerge());
            Shard adjacent = open(state, request.adjacentShardToMerge());
            if (!Shards.areNeighbours(shard, adjacent)) {
                throw ApiException.invalidArgument("adjacentShardToMerge must begin where shardToMerge ends, got '"
                        + shard.id() + "' and '" + adjacent.id() + "'");
            }
            return state.shards(state.shards().merge(shard, adjacent, stream.nextTick()));
        });
    }

    UpdatedShardCount updateShardCount(UpdateShardCount request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        int target = request.targetShardCount();
        int current = stream.state().shards().open().size();
        lookup.update(stream, state -> {
            checkProvisioned(state);
            int open = state.shards().open().size();
            if (target > open * 2 || target * 2 < open) {
                throw ApiException.limitExceeded("targetShardCount must be between half and twice the current " + open
                        + ", got " + target + "; change it in several steps");
            }
            checkLimit(lookup, target - open);
            if (!lookup.admitsRare("UpdateShardCount", state, RESIZES_PER_DAY)) {
                throw ApiException.limitExceeded("the shards of stream '" + state.name()
                        + "' must be counted anew at most " + RESIZES_PER_DAY + " times in 24 hours");
            }
            return state.shards(state.shards().resize(target, stream.nextTick()));
        });
        String name = stream.state().name();
        return new UpdatedShardCount(name, arns.stream(name), current, target);
    }

    private static void checkProvisioned(StreamState state) {
        if (state.mode() == StreamMode.ON_DEMAND) {
            throw ApiException.validation("stream '" + state.name() + "' must be provisioned" + ON_DEMAND);
        }
    }

    private static Shard open(StreamState state, String id) {
        Shard shard = StreamLookup.shard(state, id);
        if (!shard.isOpen()) {
            throw ApiException.invalidArgument("shard '" + id + "' must be open, got a closed one");
        }
        return shard;
    }

    /** For shards of provisioned streams: those of streams on demand have no quota. */
    static void checkLimit(StreamLookup lookup, int added) {
        int open = lookup.provisionedShards();
        if (lookup.limits().isOn() && open + added > SHARD_LIMIT) {
            throw ApiException.limitExceeded("all provisioned streams together must have at most " + SHARD_LIMIT
                    + " open shards, got " + open + " and " + added
                    + " more; merge some, or start the server with --limits off");
        }
    }
}
