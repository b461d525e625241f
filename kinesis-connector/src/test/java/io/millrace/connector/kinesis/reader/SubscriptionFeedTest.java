package io.millrace.connector.kinesis.reader;

import static io.millrace.connector.kinesis.reader.ScriptedKinesis.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.client.FakeKinesis;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.reader.ScriptedKinesis.OpenSubscription;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;

class SubscriptionFeedTest {
    private static final String SHARD = "shardId-000000000001";
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final ScriptedKinesis kinesis = new ScriptedKinesis();
    private final QueuedContext context = new QueuedContext();
    private final SubscriptionFeed feed = feed(ShardPosition.TRIM_HORIZON);

    private SubscriptionFeed feed(ShardPosition position) {
        KinesisShardSplit split =
                new KinesisShardSplit(SHARD, Set.of(), BigInteger.ZERO, BigInteger.TWO.pow(128), position);
        var settings = FakeKinesis.settings(Map.of(
                "source.reader.type", "EFO",
                "source.efo.lifecycle", "SELF_MANAGED",
                "source.efo.consumer.name", "counter"));
        return new SubscriptionFeed(
                split,
                settings,
                kinesis,
                context,
                new ConsumerLookup(settings, kinesis, context),
                new ShardMetrics(
                        UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
                        StreamArn.parse(FakeKinesis.STREAM),
                        SHARD,
                        new FetchLag()));
    }

    private long advance(SubscriptionFeed driven, long nowNanos) {
        context.runActions();
        long pause = driven.advance(nowNanos);
        context.runActions();
        return pause;
    }

    private @Nullable ShardBatch take(SubscriptionFeed driven) {
        context.runActions();
        return driven.take();
    }

    /** Describes the consumer, and subscribes. */
    private OpenSubscription subscribe() {
        advance(feed, System.nanoTime() + 1_000_000);
        advance(feed, System.nanoTime() + 1_000_000);
        return kinesis.open.get(kinesis.open.size() - 1);
    }

    private static SubscribeToShardEvent event(@Nullable String continuation, long behind, Record... records) {
        return SubscribeToShardEvent.builder()
                .records(records)
                .continuationSequenceNumber(continuation)
                .millisBehindLatest(behind)
                .build();
    }

    private static SubscribeToShardEvent end(Record... records) {
        return SubscribeToShardEvent.builder()
                .records(records)
                .millisBehindLatest(0L)
                .childShards(ChildShard.builder()
                        .shardId("shardId-000000000002")
                        .parentShards(SHARD)
                        .hashKeyRange(ModelStream.range())
                        .build())
                .build();
    }

    private List<String> take() {
        ShardBatch batch = take(feed);
        return batch == null ? List.of() : PollingFeedTest.texts(batch);
    }

    @Test
    void anEventIsAskedForWhenTheOneBeforeHasBeenTaken() {
        OpenSubscription subscription = subscribe();
        assertThat(subscription.demand).isEqualTo(1);
        subscription.send(event("3", 5, record(2, "a")));
        advance(feed, System.nanoTime());
        assertThat(subscription.demand).isZero();

        assertThat(take()).containsExactly("a");
        advance(feed, System.nanoTime());
        assertThat(subscription.demand).isEqualTo(1);
    }

    @Test
    void theNextSubscriptionContinuesWhereTheLastEventEnded() {
        OpenSubscription first = subscribe();
        first.send(event("9", 5, record(2, "a")));
        take();
        first.end();
        advance(feed, System.nanoTime() + 1_000_000);

        StartingPosition position = kinesis.subscriptions.get(1).startingPosition();
        assertThat(position.type()).isEqualTo(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
        assertThat(position.sequenceNumber()).isEqualTo("9");
    }

    @Test
    void aSubscriptionThatEndsWithoutAnEventIsNotRepeatedInHaste() {
        OpenSubscription subscription = subscribe();
        long before = System.nanoTime();
        subscription.end();

        assertThat(advance(feed, before)).isGreaterThan(100_000_000L);
        assertThat(kinesis.subscriptions).hasSize(1);
    }

    /** FLINK-39540, FLINK-39660: at the end of a shard, the reader fails or waits for ever. */
    @Test
    void aShardEndsWithTheEventWithoutContinuationWhateverFollows() {
        OpenSubscription subscription = subscribe();
        subscription.send(end(record(2, "a")));
        subscription.fail(new IllegalStateException("the channel was closed"));

        ShardBatch batch = take(feed);
        assertThat(PollingFeedTest.texts(batch)).containsExactly("a", "Closed");
        assertThat(batch.isLast()).isTrue();
        assertThat(subscription.cancelled).isTrue();
        assertThat(advance(feed, System.nanoTime() + HOUR)).isEqualTo(ShardFeed.NEVER);
        assertThat(kinesis.subscriptions).hasSize(1);
        assertThat(context.failure).isNull();
    }

    @Test
    void aShardEndsWithoutChildrenToo() {
        subscribe().send(event(null, 0));

        assertThat(take()).containsExactly("Closed");
    }

    @Test
    void aShardThatIsListedIsSubscribedToAgainAndOneThatIsNotHasExpired() {
        kinesis.shards.add(SHARD);
        kinesis.subscriptionFailures.add(ScriptedKinesis.notFound());
        kinesis.subscriptionFailures.add(ScriptedKinesis.notFound());
        long before = System.nanoTime() + 1_000_000;
        advance(feed, before);
        advance(feed, before);
        assertThat(kinesis.subscriptions).hasSize(1);
        assertThat(take()).isEmpty();
        assertThat(advance(feed, before)).isBetween(100_000_000L, HOUR);

        kinesis.shards.clear();
        advance(feed, System.nanoTime() + HOUR);

        assertThat(kinesis.subscriptions).hasSize(2);
        assertThat(take()).containsExactly("Closed");
        assertThat(context.failure).isNull();
    }

    /** FLINK-37908: after a quick restart, the subscription of the former attempt is in the way. */
    @Test
    void aSubscriptionThatIsInUseIsOpenedAgainAfterAPause() {
        kinesis.subscriptionFailures.add(
                ResourceInUseException.builder().message("in use").build());
        long before = System.nanoTime() + 1_000_000;
        advance(feed, before);
        advance(feed, before);
        assertThat(kinesis.subscriptions).hasSize(1);

        assertThat(advance(feed, before)).isGreaterThan(400_000_000L);
        advance(feed, System.nanoTime() + HOUR);
        kinesis.open.get(0).send(event("3", 5, record(2, "a")));

        assertThat(kinesis.subscriptions).hasSize(2);
        assertThat(take()).containsExactly("a");
        assertThat(context.failure).isNull();
    }

    /** FLINK-37908: an event of a former subscription must not be read twice, nor end the present one. */
    @Test
    void whatAFormerSubscriptionBringsIsDropped() {
        OpenSubscription former = subscribe();
        advance(feed, System.nanoTime() + HOUR); // silent for longer than the time-out
        advance(feed, System.nanoTime() + HOUR);
        OpenSubscription present = kinesis.open.get(1);
        assertThat(former.cancelled).isTrue();

        former.send(event("3", 5, record(2, "a")));
        assertThat(take()).isEmpty();
        former.fail(new IllegalStateException("cancelled"));
        present.send(event("3", 5, record(2, "a")));

        assertThat(take()).containsExactly("a");
        assertThat(take()).isEmpty();
        assertThat(kinesis.subscriptions).hasSize(2);
        assertThat(context.failure).isNull();
    }

    @Test
    void theTipIsMarkedOnlyAsFarAsItIsCertain() {
        OpenSubscription subscription = subscribe();
        subscription.send(event("3", 0)); // the first one was made after the request
        assertThat(take()).containsExactly("ReadUntil");
        advance(feed, System.nanoTime());

        subscription.send(event("4", 0)); // it may have waited on its way
        assertThat(take()).isEmpty();
        advance(feed, System.nanoTime());

        subscription.send(event("5", 0, record(5, "a"))); // what had arrived before this record has been read
        assertThat(take(feed).items().get(1)).isEqualTo(new ShardItem.ReadUntil(ScriptedKinesis.ARRIVAL));
    }

    @Test
    void aPausedShardIsAskedForNothingAndGoesOnWhereItWas() {
        OpenSubscription subscription = subscribe();
        subscription.send(event("3", 5, record(2, "a")));
        feed.pause();
        take();
        assertThat(advance(feed, System.nanoTime() + HOUR)).isEqualTo(ShardFeed.NEVER);
        assertThat(subscription.demand).isZero();
        subscription.end(); // after 5 minutes
        assertThat(advance(feed, System.nanoTime() + HOUR)).isEqualTo(ShardFeed.NEVER);

        feed.resume();
        advance(feed, System.nanoTime() + HOUR);
        assertThat(kinesis.subscriptions.get(1).startingPosition().sequenceNumber())
                .isEqualTo("3");
    }

    @Test
    void closingEndsTheSubscription() {
        OpenSubscription subscription = subscribe();
        feed.close();

        assertThat(subscription.cancelled).isTrue();
    }
}
