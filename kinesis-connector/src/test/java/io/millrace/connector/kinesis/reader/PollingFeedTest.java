package io.millrace.connector.kinesis.reader;

import static io.millrace.connector.kinesis.reader.ScriptedKinesis.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.kinesis.aggregate.Aggregates;
import io.millrace.connector.kinesis.aggregate.Aggregates.Entry;
import io.millrace.connector.kinesis.client.FakeKinesis;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class PollingFeedTest {
    private static final String SHARD = "shardId-000000000001";

    private final ScriptedKinesis kinesis = new ScriptedKinesis();
    private long laterNanos = System.nanoTime();
    private final QueuedContext context = new QueuedContext();

    private PollingFeed feed(ShardPosition position) {
        KinesisShardSplit split = new KinesisShardSplit(
                SHARD, Set.of(), BigInteger.ZERO, BigInteger.TWO.pow(127).subtract(BigInteger.ONE), position);
        return new PollingFeed(
                split,
                FakeKinesis.settings(Map.of("source.reader.empty-records-fetch-interval", "2 s")),
                kinesis,
                context,
                new RequestLimit(),
                new ShardMetrics(
                        UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
                        StreamArn.parse(FakeKinesis.STREAM),
                        SHARD,
                        new FetchLag()));
    }

    private void answer(long millisBehind, Record... records) {
        kinesis.records.add(FakeKinesis.answer(GetRecordsResponse.builder()
                .records(records)
                .nextShardIterator("next")
                .millisBehindLatest(millisBehind)
                .build()));
    }

    private long advance(PollingFeed feed, long nowNanos) {
        long pause = feed.advance(nowNanos);
        context.runActions();
        return pause;
    }

    private ShardBatch take(PollingFeed feed) {
        context.runActions();
        return feed.take();
    }

    /** Advances as if all pauses had passed, until something has come. */
    private List<String> read(PollingFeed feed) {
        for (int i = 0; i < 20; i++) {
            laterNanos += Duration.ofHours(1).toNanos();
            advance(feed, laterNanos);
            ShardBatch batch = take(feed);
            if (batch != null) {
                return texts(batch);
            }
        }
        throw new AssertionError("nothing has come");
    }

    static List<String> texts(ShardBatch batch) {
        List<String> texts = new ArrayList<>();
        for (ShardItem item : batch.items()) {
            if (item instanceof ShardItem.Data data) {
                texts.add(new String(data.record().data(), StandardCharsets.UTF_8));
            } else {
                texts.add(item.getClass().getSimpleName());
            }
        }
        return texts;
    }

    @Test
    void recordsComeInOrderAndTheTipIsMarkedAfterThem() {
        answer(0, record(1, "a"), record(2, "b"));

        assertThat(read(feed(ShardPosition.TRIM_HORIZON))).containsExactly("a", "b", "ReadUntil");
        assertThat(kinesis.iterators.get(0).shardIteratorType()).isEqualTo(ShardIteratorType.TRIM_HORIZON);
    }

    @Test
    void aShardIsNotReadUntilItsTipWhileItIsBehind() {
        answer(5, record(1, "a"));

        assertThat(read(feed(ShardPosition.TRIM_HORIZON))).containsExactly("a");
    }

    @Test
    void theTipIsMarkedWithTheTimeBeforeTheRequest() {
        CompletableFuture<GetRecordsResponse> slow = new CompletableFuture<>();
        kinesis.records.add(slow);
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        advance(feed, System.nanoTime() + 1_000_000);
        advance(feed, System.nanoTime() + 1_000_000);
        Instant sent = Instant.now();
        slow.complete(GetRecordsResponse.builder()
                .records(List.of())
                .nextShardIterator("next")
                .millisBehindLatest(0L)
                .build());

        assertThat(take(feed).items()).singleElement().satisfies(item -> assertThat(((ShardItem.ReadUntil) item).time())
                .isBeforeOrEqualTo(sent));
    }

    /** FLINK-36947: an idle source asks without a pause, burns its CPU, and is throttled. */
    @Test
    void anIdleShardIsAskedAgainAfterThePauseOnly() {
        answer(0);
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        read(feed);

        assertThat(advance(feed, laterNanos)).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(kinesis.gets).hasSize(1);
    }

    @Test
    void aBusyShardIsAskedFiveTimesASecondAtMost() {
        answer(1, record(1, "a"));
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        advance(feed, System.nanoTime());
        long sent = System.nanoTime();
        advance(feed, sent);
        take(feed);

        assertThat(advance(feed, sent + 1)).isBetween(Duration.ofMillis(199).toNanos(), 200_000_000L);
    }

    @Test
    void anAnswerThatIsNotTakenHoldsBackTheNextRequest() {
        answer(1, record(1, "a"));
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        long later = System.nanoTime() + Duration.ofHours(1).toNanos();
        advance(feed, later);
        advance(feed, later);

        assertThat(advance(feed, later * 2)).isEqualTo(ShardFeed.NEVER);
        assertThat(kinesis.gets).hasSize(1);
    }

    @Test
    void anExpiredIteratorIsReplacedAfterTheLastRecord() {
        answer(0, record(7, "a"));
        kinesis.records.add(CompletableFuture.failedFuture(
                ExpiredIteratorException.builder().message("expired").build()));
        answer(0, record(8, "b"));
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);

        assertThat(read(feed)).contains("a");
        assertThat(read(feed)).contains("b");
        assertThat(kinesis.iterators.get(1).shardIteratorType()).isEqualTo(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
        assertThat(kinesis.iterators.get(1).startingSequenceNumber()).isEqualTo("7");
    }

    @Test
    void aThrottledRequestIsMadeAgainAfterAPauseThatGrows() {
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        long now = System.nanoTime() + Duration.ofHours(1).toNanos();
        advance(feed, now); // the iterator
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            kinesis.records.add(CompletableFuture.failedFuture(ScriptedKinesis.throttled()));
            long before = System.nanoTime();
            advance(feed, now);
            pauses.add(advance(feed, before));
        }
        answer(0, record(1, "a"));

        assertThat(pauses.get(0)).isGreaterThanOrEqualTo(150_000_000L);
        assertThat(pauses.get(4)).isGreaterThanOrEqualTo(2_400_000_000L);
        assertThat(read(feed)).contains("a");
        assertThat(context.failure).isNull();
    }

    @Test
    void theEndOfAShardNamesItsChildren() {
        kinesis.records.add(FakeKinesis.answer(GetRecordsResponse.builder()
                .records(record(1, "a"))
                .millisBehindLatest(0L)
                .childShards(ChildShard.builder()
                        .shardId("shardId-000000000002")
                        .parentShards(SHARD)
                        .hashKeyRange(ModelStream.range())
                        .build())
                .build()));
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        advance(feed, System.nanoTime());
        advance(feed, System.nanoTime() + 1_000_000_000);

        ShardBatch batch = take(feed);

        assertThat(texts(batch)).containsExactly("a", "Closed");
        assertThat(batch.isLast()).isTrue();
        assertThat(((ShardItem.Closed) batch.items().get(1)).children())
                .extracting(child -> child.shardId() + " " + child.parentShardIds())
                .containsExactly("shardId-000000000002 [" + SHARD + "]");
    }

    @Test
    void aTimeThatHasNotComeByTheServicesClockIsTriedAgain() {
        kinesis.iteratorFailures.add(
                InvalidArgumentException.builder().message("in the future").build());
        answer(0, record(1, "a"));

        assertThat(read(feed(ShardPosition.latest(Instant.now())))).contains("a");
        assertThat(kinesis.iterators).hasSize(2).allSatisfy(request -> assertThat(request.shardIteratorType())
                .isEqualTo(ShardIteratorType.AT_TIMESTAMP));
    }

    @Test
    void anotherInvalidArgumentFailsTheJob() {
        kinesis.iteratorFailures.add(
                InvalidArgumentException.builder().message("not a number").build());
        advance(feed(ShardPosition.after("1")), System.nanoTime() + 1_000_000);

        assertThat(context.failure).hasMessage("not a number");
    }

    @Test
    void aShardThatIsNotListedHasExpiredAndIsClosed() {
        kinesis.shards.addAll(List.of("shardId-000000000002", "shardId-000000000003"));
        kinesis.iteratorFailures.add(ScriptedKinesis.notFound());

        assertThat(read(feed(ShardPosition.after("1")))).containsExactly("Closed");
        assertThat(context.failure).isNull();
    }

    /** A stream that is still being created does not find its shards. */
    @Test
    void aShardThatIsListedIsNotClosedButAskedForAgain() {
        kinesis.shards.addAll(List.of("shardId-000000000000", SHARD));
        kinesis.iteratorFailures.add(ScriptedKinesis.notFound());
        kinesis.iteratorFailures.add(ScriptedKinesis.notFound());
        answer(0, record(1, "a"));

        assertThat(read(feed(ShardPosition.TRIM_HORIZON))).contains("a");
        assertThat(kinesis.iterators).hasSize(3);
        assertThat(context.failure).isNull();
    }

    @Test
    void aListingThatFailsForAWhileIsNoProofThatAShardHasExpired() {
        kinesis.shards.add("shardId-000000000002");
        kinesis.iteratorFailures.add(ScriptedKinesis.notFound());
        kinesis.listFailures.add(ScriptedKinesis.throttled());
        answer(0, record(1, "a"));

        assertThat(read(feed(ShardPosition.TRIM_HORIZON))).contains("a");
        assertThat(context.failure).isNull();
    }

    @Test
    void nothingIsAskedForWhileTheShardsAreListed() {
        CompletableFuture<ListShardsResponse> slow = new CompletableFuture<>();
        kinesis.slowListing = slow;
        kinesis.iteratorFailures.add(ScriptedKinesis.notFound());
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        long later = System.nanoTime() + Duration.ofHours(1).toNanos();
        advance(feed, later);

        assertThat(advance(feed, later)).isEqualTo(ShardFeed.NEVER);
        assertThat(kinesis.iterators).hasSize(1);
        slow.complete(ListShardsResponse.builder().build());
        assertThat(texts(take(feed))).containsExactly("Closed");
    }

    /** The iterator of the former stream is never found. */
    @Test
    void aStreamThatHasBeenCreatedAgainIsReadWithANewIterator() {
        kinesis.shards.add(SHARD);
        kinesis.records.add(CompletableFuture.failedFuture(ScriptedKinesis.notFound()));
        answer(0, record(1, "a"));

        assertThat(read(feed(ShardPosition.TRIM_HORIZON))).contains("a");
        assertThat(kinesis.gets)
                .extracting(GetRecordsRequest::shardIterator)
                .containsExactly("iterator 1", "iterator 2");
    }

    @Test
    void aStreamThatIsGoneFailsTheJob() {
        kinesis.iteratorFailures.add(ScriptedKinesis.notFound());
        kinesis.listFailures.add(ScriptedKinesis.notFound());
        advance(feed(ShardPosition.after("1")), System.nanoTime() + 1_000_000);

        assertThat(context.failure).hasMessage("not found");
    }

    /** FLINK-32097: aggregated records come out whole, and a restore within one repeats or loses its user records. */
    @Test
    void aRestoreWithinAnAggregatedRecordGoesOnWithItsNextUserRecord() {
        byte[] aggregate = Aggregates.write(List.of(
                new Entry("p", "0", "a"),
                new Entry("q", "1", "b"),
                new Entry("r", "2", "c"),
                new Entry("s", "3", "d")));
        answer(0, record(5, aggregate), record(6, "e"));

        assertThat(read(feed(ShardPosition.within("5", 1)))).containsExactly("c", "d", "e", "ReadUntil");
        assertThat(kinesis.iterators.get(0).shardIteratorType()).isEqualTo(ShardIteratorType.AT_SEQUENCE_NUMBER);
        assertThat(kinesis.iterators.get(0).startingSequenceNumber()).isEqualTo("5");
    }

    @Test
    void userRecordsOfAnotherShardAreLeftOut() {
        String other = BigInteger.TWO.pow(127).toString();
        answer(
                0,
                record(5, Aggregates.write(List.of(new Entry("p", other, "a"), new Entry("q", "1", "b")))),
                record(6, Aggregates.write(List.of(new Entry("p", other, "c")))));

        assertThat(read(feed(ShardPosition.TRIM_HORIZON))).containsExactly("b", "Nothing", "ReadUntil");
    }

    @Test
    void aPausedShardIsNotRead() {
        PollingFeed feed = feed(ShardPosition.TRIM_HORIZON);
        feed.pause();
        assertThat(advance(feed, System.nanoTime() + 1_000_000)).isEqualTo(ShardFeed.NEVER);
        assertThat(kinesis.iterators).isEmpty();

        feed.resume();
        answer(0, record(1, "a"));
        assertThat(read(feed)).contains("a");
    }

    @Test
    void requestsOfASubtaskAreLimited() {
        RequestLimit limit = new RequestLimit();
        for (int i = 0; i < 8; i++) {
            assertThat(limit.tryAcquire()).isTrue();
        }
        assertThat(limit.tryAcquire()).isFalse();
        limit.release();
        assertThat(limit.tryAcquire()).isTrue();
    }
}
