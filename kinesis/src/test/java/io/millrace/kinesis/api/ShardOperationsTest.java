package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.server.LocalKinesis;
import io.millrace.kinesis.store.HashKeys;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredNextTokenException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.UpdateShardCountResponse;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class ShardOperationsTest {
    private static final String MIDDLE = BigInteger.ONE.shiftLeft(127).toString();

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    @Test
    void aSplitClosesTheShardAndItsChildrenGoOn() {
        kinesis.create("orders", 1);
        String before = kinesis.put("orders", "a", "before").sequenceNumber();

        split(id(0), MIDDLE);
        String after = put("0", "after");

        List<Shard> shards = kinesis.shards("orders");
        assertThat(shards).extracting(Shard::shardId).containsExactly(id(0), id(1), id(2));
        assertThat(shards).extracting(Shard::parentShardId).containsExactly(null, id(0), id(0));
        assertThat(shards.get(0).sequenceNumberRange().endingSequenceNumber())
                .isGreaterThan(before)
                .isLessThan(shards.get(1).sequenceNumberRange().startingSequenceNumber());
        assertThat(shards.get(1).hashKeyRange()).isEqualTo(range(BigInteger.ZERO, new BigInteger(MIDDLE)));
        assertThat(shards.get(2).hashKeyRange()).isEqualTo(range(new BigInteger(MIDDLE), HashKeys.COUNT));
        assertThat(after).isGreaterThan(shards.get(1).sequenceNumberRange().startingSequenceNumber());
        assertThat(LocalKinesis.texts(kinesis.readAll("orders"))).containsExactly("before", "after");
    }

    @Test
    void aClosedShardEndsWithItsChildren() {
        kinesis.create("orders", 1);
        kinesis.put("orders", "a", "one");
        kinesis.put("orders", "a", "two");
        String iterator = kinesis.iterator("orders", id(0), ShardIteratorType.TRIM_HORIZON);
        split(id(0), MIDDLE);

        GetRecordsResponse first =
                client().getRecords(request -> request.shardIterator(iterator).limit(1));
        GetRecordsResponse last = kinesis.get(first.nextShardIterator());

        assertThat(LocalKinesis.texts(first.records())).containsExactly("one");
        assertThat(first.childShards()).isEmpty();
        assertThat(LocalKinesis.texts(last.records())).containsExactly("two");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.childShards())
                .containsExactly(
                        ChildShard.builder()
                                .shardId(id(1))
                                .parentShards(id(0))
                                .hashKeyRange(range(BigInteger.ZERO, new BigInteger(MIDDLE)))
                                .build(),
                        ChildShard.builder()
                                .shardId(id(2))
                                .parentShards(id(0))
                                .hashKeyRange(range(new BigInteger(MIDDLE), HashKeys.COUNT))
                                .build());
    }

    @Test
    void aMergeClosesBothShardsAndOneChildGoesOn() {
        kinesis.create("orders", 3);
        String before = put("0", "before");

        client().mergeShards(request ->
                request.streamName("orders").shardToMerge(id(0)).adjacentShardToMerge(id(1)));
        String after = put("0", "after");

        Shard child = kinesis.shards("orders").get(3);
        assertThat(kinesis.openShards("orders")).extracting(Shard::shardId).containsExactly(id(2), id(3));
        assertThat(child.parentShardId()).isEqualTo(id(0));
        assertThat(child.adjacentParentShardId()).isEqualTo(id(1));
        assertThat(after).isGreaterThan(before);
        assertThat(LocalKinesis.texts(kinesis.get(kinesis.iterator("orders", id(3), ShardIteratorType.TRIM_HORIZON))
                        .records()))
                .containsExactly("after");
        assertThat(kinesis.get(kinesis.iterator("orders", id(1), ShardIteratorType.TRIM_HORIZON))
                        .childShards())
                .extracting(ChildShard::shardId, ChildShard::parentShards)
                .containsExactly(tuple(id(3), List.of(id(0), id(1))));
    }

    @Test
    void shardsThatCannotBeSplitOrMergedAreRefused() {
        kinesis.create("orders", 3);
        split(id(0), "10");

        assertThatThrownBy(() -> split(id(0), "5"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("shard '" + id(0) + "' must be open, got a closed one");
        assertThatThrownBy(() -> split(id(9), "5"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("shard '" + id(9) + "' must exist in stream 'orders'");
        assertThatThrownBy(() -> split(id(3), "1"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("newStartingHashKey must be a number above 1 + 0 and below 9, got '1'");
        assertThatThrownBy(() -> split(id(3), "9")).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> split(id(3), "five")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> client().mergeShards(request ->
                        request.streamName("orders").shardToMerge(id(3)).adjacentShardToMerge(id(2))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        "adjacentShardToMerge must begin where shardToMerge ends, got '" + id(3) + "' and '" + id(2));
        assertThat(kinesis.shards("orders")).hasSize(5);
    }

    @Test
    void theShardCountCanBeDoubledAndHalved() {
        kinesis.create("orders", 2);

        UpdateShardCountResponse doubled = resize(4);
        List<Shard> four = kinesis.openShards("orders");
        UpdateShardCountResponse halved = resize(2);

        assertThat(doubled.currentShardCount()).isEqualTo(2);
        assertThat(doubled.targetShardCount()).isEqualTo(4);
        assertThat(four).extracting(Shard::parentShardId).containsExactly(id(0), id(0), id(1), id(1));
        assertThat(halved.currentShardCount()).isEqualTo(4);
        assertThat(kinesis.openShards("orders"))
                .extracting(Shard::hashKeyRange)
                .containsExactly(
                        range(BigInteger.ZERO, new BigInteger(MIDDLE)), range(new BigInteger(MIDDLE), HashKeys.COUNT));
    }

    @Test
    void theShardCountChangesByAFactorOfTwoAtMost() {
        kinesis.create("orders", 3);

        assertThatThrownBy(() -> resize(7))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("targetShardCount must be between half and twice the current 3, got 7");
        assertThatThrownBy(() -> resize(1)).isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> resize(0))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "Value '0' at 'targetShardCount' failed to satisfy constraint: Member must have value greater than or equal to 1");
        assertThat(resize(2).targetShardCount()).isEqualTo(2);
    }

    @Test
    void anOnDemandStreamsShardsAreNotCountedByHand() {
        client().createStream(request ->
                request.streamName("orders").streamModeDetails(mode -> mode.streamMode("ON_DEMAND")));

        assertThatThrownBy(() -> resize(8))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("stream 'orders' must be provisioned");
    }

    @Test
    void withoutLimitsAStreamMayHaveMoreThanAThousandShards() {
        kinesis.create("orders", 1001);

        split(id(0), "2");

        assertThat(client().describeLimits().openShardCount()).isEqualTo(1002);
    }

    @Test
    void shardsAreListedInPages() {
        kinesis.create("orders", 5);
        String arn = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";

        ListShardsResponse first =
                client().listShards(request -> request.streamARN(arn).maxResults(2));
        ListShardsResponse second = client().listShards(
                        request -> request.nextToken(first.nextToken()).maxResults(2));
        ListShardsResponse third = client().listShards(request -> request.nextToken(second.nextToken()));

        assertThat(first.shards()).extracting(Shard::shardId).containsExactly(id(0), id(1));
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly(id(2), id(3));
        assertThat(third.shards()).extracting(Shard::shardId).containsExactly(id(4));
        assertThat(third.nextToken()).isNull();
        assertThat(client().listShards(request -> request.streamName("orders").exclusiveStartShardId(id(3)))
                        .shards())
                .extracting(Shard::shardId)
                .containsExactly(id(4));
    }

    @Test
    void theShardsOfAStreamThatWasCreatedAtAnotherTimeAreNotListed() {
        kinesis.create("orders", 2);
        kinesis.clock().advance(Duration.ofSeconds(5));
        Instant created = client().describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary()
                .streamCreationTimestamp();

        assertThat(client().listShards(request -> request.streamName("orders").streamCreationTimestamp(created))
                        .shards())
                .hasSize(2);
        assertThatThrownBy(() -> client().listShards(request ->
                        request.streamName("orders").streamCreationTimestamp(created.plusSeconds(1))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("stream 'orders' must have been created at streamCreationTimestamp");
        String token = client().listShards(
                        request -> request.streamName("orders").maxResults(1))
                .nextToken();
        assertThatThrownBy(() ->
                        client().listShards(request -> request.nextToken(token).streamCreationTimestamp(created)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aPageOfAFilteredListGoesOnFiltered() {
        kinesis.create("orders", 4);
        split(id(0), "10");

        ListShardsResponse first = client().listShards(
                        request -> request.streamName("orders").maxResults(2).shardFilter(filter -> filter.type(
                                        ShardFilterType.AFTER_SHARD_ID)
                                .shardId(id(1))));
        ListShardsResponse second = client().listShards(request -> request.nextToken(first.nextToken()));

        assertThat(first.shards()).extracting(Shard::shardId).containsExactly(id(2), id(3));
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly(id(4), id(5));
    }

    @Test
    void aNextTokenStandsAloneAndExpires() {
        kinesis.create("orders", 2);
        String token = client().listShards(
                        request -> request.streamName("orders").maxResults(1))
                .nextToken();

        assertThatThrownBy(() -> client().listShards(
                                request -> request.streamName("orders").nextToken(token)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("nextToken must be given without a stream");
        assertThatThrownBy(() -> client().listShards(request -> request.nextToken("nothing")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("nextToken must be one that this operation returned, got 'nothing'");
        kinesis.clock().advance(Duration.ofMinutes(5).plusMillis(1));
        assertThatThrownBy(() -> client().listShards(request -> request.nextToken(token)))
                .isInstanceOf(ExpiredNextTokenException.class)
                .hasMessageContaining("nextToken must be used within 5 minutes");
    }

    @Test
    void eachShardFilterShowsTheShardsOfItsTime() {
        Instant created = TestClock.NOON;
        kinesis.create("orders", 2);
        kinesis.clock().advance(Duration.ofHours(1));
        Instant split = created.plus(Duration.ofHours(1));
        split(id(0), "10");
        kinesis.clock().advance(Duration.ofHours(1));

        assertThat(list(ShardFilterType.AT_LATEST, null)).containsExactly(id(1), id(2), id(3));
        assertThat(list(ShardFilterType.AT_TRIM_HORIZON, null)).containsExactly(id(0), id(1));
        assertThat(list(ShardFilterType.FROM_TRIM_HORIZON, null)).containsExactly(id(0), id(1), id(2), id(3));
        assertThat(list(ShardFilterType.AT_TIMESTAMP, split.minusMillis(1))).containsExactly(id(0), id(1));
        assertThat(list(ShardFilterType.AT_TIMESTAMP, split.plusMillis(1))).containsExactly(id(1), id(2), id(3));
        assertThat(list(ShardFilterType.AT_TIMESTAMP, created.minusSeconds(60))).containsExactly(id(0), id(1));
        assertThat(list(ShardFilterType.FROM_TIMESTAMP, split.minusMillis(1)))
                .containsExactly(id(0), id(1), id(2), id(3));
        assertThat(list(ShardFilterType.FROM_TIMESTAMP, split.plusMillis(1))).containsExactly(id(1), id(2), id(3));
        assertThatThrownBy(() -> list(ShardFilterType.AT_TIMESTAMP, null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("timestamp must be given with AT_TIMESTAMP");
        assertThatThrownBy(() -> list(ShardFilterType.AFTER_SHARD_ID, null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("shardId must be given with AFTER_SHARD_ID");
    }

    @Test
    void aClosedShardIsGoneWhenItsRecordsAre() {
        kinesis.create("orders", 1);
        split(id(0), "10");

        kinesis.clock().advance(Duration.ofHours(24));
        assertThat(list(ShardFilterType.FROM_TRIM_HORIZON, null)).containsExactly(id(0), id(1), id(2));
        String iterator = kinesis.iterator("orders", id(0), ShardIteratorType.TRIM_HORIZON);
        kinesis.clock().advance(Duration.ofMillis(1));

        assertThat(list(ShardFilterType.FROM_TRIM_HORIZON, null)).containsExactly(id(1), id(2));
        assertThat(client().describeStream(request -> request.streamName("orders"))
                        .streamDescription()
                        .shards())
                .extracting(Shard::shardId)
                .containsExactly(id(1), id(2));
        assertThatThrownBy(() -> kinesis.get(iterator)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kinesis.iterator("orders", id(0), ShardIteratorType.TRIM_HORIZON))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(
                        "shard '" + id(0) + "' must exist in stream 'orders', and all of its records have expired");
    }

    private List<String> list(ShardFilterType type, Instant timestamp) {
        ShardFilter filter =
                ShardFilter.builder().type(type).timestamp(timestamp).build();
        return client().listShards(request -> request.streamName("orders").shardFilter(filter)).shards().stream()
                .map(Shard::shardId)
                .toList();
    }

    private void split(String shard, String key) {
        client().splitShard(request ->
                request.streamName("orders").shardToSplit(shard).newStartingHashKey(key));
    }

    private UpdateShardCountResponse resize(int target) {
        return client().updateShardCount(request ->
                request.streamName("orders").targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING));
    }

    private String put(String hashKey, String data) {
        return client().putRecord(request -> request.streamName("orders")
                        .partitionKey("key")
                        .explicitHashKey(hashKey)
                        .data(SdkBytes.fromUtf8String(data)))
                .sequenceNumber();
    }

    private static HashKeyRange range(BigInteger first, BigInteger end) {
        return HashKeyRange.builder()
                .startingHashKey(first.toString())
                .endingHashKey(end.subtract(BigInteger.ONE).toString())
                .build();
    }

    private static String id(int number) {
        return io.millrace.kinesis.store.Shard.id(number);
    }

    private KinesisClient client() {
        return kinesis.client();
    }
}
