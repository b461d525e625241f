package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.client.FakeKinesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.SequenceNumberRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream that is split and merged at random, and can list its shards. A shard holds a number of records. */
final class ModelStream extends FakeKinesis {
    private final List<ModelShard> shards = new ArrayList<>();

    /** A shard. */
    static final class ModelShard {
        final String id;
        final List<ModelShard> parents;
        private int records;
        private boolean open = true;

        private ModelShard(int number, List<ModelShard> parents) {
            this.id = String.format("shardId-%012d", number);
            this.parents = parents;
        }

        int records() {
            return records;
        }

        boolean isOpen() {
            return open;
        }
    }

    ModelStream(int count) {
        for (int i = 0; i < count; i++) {
            add(List.of());
        }
    }

    private void add(List<ModelShard> parents) {
        parents.forEach(parent -> parent.open = false);
        shards.add(new ModelShard(shards.size(), parents));
    }

    List<ModelShard> shards() {
        return shards;
    }

    ModelShard shard(String id) {
        return shards.get(Integer.parseInt(id.substring("shardId-".length())));
    }

    private List<ModelShard> open() {
        return shards.stream().filter(ModelShard::isOpen).toList();
    }

    void put(Random random) {
        List<ModelShard> open = open();
        open.get(random.nextInt(open.size())).records += 1 + random.nextInt(3);
    }

    void split(Random random) {
        List<ModelShard> open = open();
        ModelShard parent = open.get(random.nextInt(open.size()));
        add(List.of(parent));
        add(List.of(parent));
    }

    void merge(Random random) {
        List<ModelShard> open = open();
        if (open.size() > 1) {
            int first = random.nextInt(open.size() - 1);
            add(List.of(open.get(first), open.get(first + 1)));
        }
    }

    List<ModelShard> children(ModelShard parent) {
        return shards.stream().filter(shard -> shard.parents.contains(parent)).toList();
    }

    @Override
    public CompletableFuture<ListShardsResponse> listShards(ListShardsRequest request) {
        return answer(ListShardsResponse.builder()
                .shards(shards.stream().map(ModelStream::description).toList())
                .build());
    }

    private static Shard description(ModelShard shard) {
        return Shard.builder()
                .shardId(shard.id)
                .parentShardId(shard.parents.isEmpty() ? null : shard.parents.get(0).id)
                .adjacentParentShardId(shard.parents.size() < 2 ? null : shard.parents.get(1).id)
                .hashKeyRange(range())
                .sequenceNumberRange(SequenceNumberRange.builder()
                        .startingSequenceNumber("1")
                        .endingSequenceNumber(shard.open ? null : "2")
                        .build())
                .build();
    }

    static HashKeyRange range() {
        return HashKeyRange.builder()
                .startingHashKey("0")
                .endingHashKey("340282366920938463463374607431768211455")
                .build();
    }
}
