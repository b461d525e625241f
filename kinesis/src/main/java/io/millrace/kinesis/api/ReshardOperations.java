package io.millrace.kinesis.api;

import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.request.Violations;
import io.millrace.kinesis.store.HashKeys;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.Shards;
import io.millrace.kinesis.store.StreamMode;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** SplitShard, MergeShards and UpdateShardCount. */
final class ReshardOperations {
    /** A limit of this server, not of the service: each shard keeps a file open. */
    static final int MAX_OPEN_SHARDS = 1000;

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
            implements StreamRequest {
        @Override
        public void check(Violations violations) {
            violations.range("targetShardCount", targetShardCount, 1, MAX_OPEN_SHARDS);
        }
    }

    record UpdatedShardCount(String streamName, String streamARN, int currentShardCount, int targetShardCount) {}

    void splitShard(SplitShard request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        stream.reshard((shards, tick) -> {
            Shard shard = open(stream, shards, request.shardToSplit());
            BigInteger key = HashKeys.parse(request.newStartingHashKey())
                    .filter(parsed -> parsed.compareTo(shard.firstKey()) > 0 && parsed.compareTo(shard.lastKey()) <= 0)
                    .orElseThrow(() -> ApiException.invalidArgument("newStartingHashKey must be a number above "
                            + shard.firstKey() + " and up to " + shard.lastKey() + ", got '"
                            + request.newStartingHashKey() + "'"));
            checkLimit(shards.open().size() + 1);
            return shards.split(shard, key, tick);
        });
    }

    void mergeShards(MergeShards request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        stream.reshard((shards, tick) -> {
            Shard shard = open(stream, shards, request.shardToMerge());
            Shard adjacent = open(stream, shards, request.adjacentShardToMerge());
            if (!Shards.adjacent(shard, adjacent)) {
                throw ApiException.invalidArgument("the two shards must be adjacent, got '" + shard.id() + "' and '"
                        + adjacent.id() + "', whose hash keys do not meet");
            }
            return shards.merge(shard, adjacent, tick);
        });
    }

    UpdatedShardCount updateShardCount(UpdateShardCount request, Arns arns) throws IOException {
        KinesisStream stream = lookup.stream(request);
        if (stream.state().mode() == StreamMode.ON_DEMAND) {
            throw ApiException.validation("stream '" + stream.state().name()
                    + "' must be provisioned; change its mode with UpdateStreamMode");
        }
        int target = request.targetShardCount();
        int current = stream.state().shards().open().size();
        stream.reshard((shards, tick) -> {
            int open = shards.open().size();
            if (target > open * 2 || target * 2 < open) {
                throw ApiException.limitExceeded("targetShardCount must be between half and twice the current " + open
                        + ", got " + target + "; change it in several steps");
            }
            return shards.resize(target, tick);
        });
        String name = stream.state().name();
        return new UpdatedShardCount(name, arns.stream(name), current, target);
    }

    private static Shard open(KinesisStream stream, Shards shards, String id) {
        Shard shard = StreamLookup.shard(stream.state().shards(shards), id);
        if (!shard.isOpen()) {
            throw ApiException.invalidArgument("shard '" + id + "' must be open, got a closed one");
        }
        return shard;
    }

    private static void checkLimit(int openShards) {
        if (openShards > MAX_OPEN_SHARDS) {
            throw ApiException.limitExceeded("a stream must have at most " + MAX_OPEN_SHARDS + " open shards here");
        }
    }
}
