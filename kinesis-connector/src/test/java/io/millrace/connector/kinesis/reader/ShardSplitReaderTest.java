package io.millrace.connector.kinesis.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.kinesis.client.FakeKinesis;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShardSplitReaderTest {
    private final Map<String, TestFeed> feeds = new HashMap<>();
    private final List<String> advances = new ArrayList<>();
    private final ShardSplitReader reader =
            new ShardSplitReader(StreamArn.parse(FakeKinesis.STREAM), (split, context) -> {
                TestFeed feed = new TestFeed(context, () -> advances.add(split.shardId()));
                feeds.put(split.shardId(), feed);
                return feed;
            });

    /** A feed that a test fills. */
    private static final class TestFeed implements ShardFeed {
        private final FeedContext context;
        private final Runnable onAdvance;
        private @Nullable ShardBatch batch;
        private boolean paused;
        private boolean closed;
        private int advanced;

        TestFeed(FeedContext context, Runnable onAdvance) {
            this.context = context;
            this.onAdvance = onAdvance;
        }

        @Override
        public long advance(long nowNanos) {
            advanced++;
            onAdvance.run();
            return Duration.ofMinutes(5).toNanos();
        }

        @Override
        public @Nullable ShardBatch take() {
            ShardBatch taken = batch;
            batch = null;
            return taken;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static KinesisShardSplit split(String id) {
        return new KinesisShardSplit(id, Set.of(), BigInteger.ZERO, BigInteger.ONE, ShardPosition.TRIM_HORIZON);
    }

    private static ShardBatch batch(String id, ShardItem... items) {
        return new ShardBatch(id, List.of(items));
    }

    private static List<String> items(RecordsWithSplitIds<ShardItem> fetched) {
        List<String> items = new ArrayList<>();
        for (String id = fetched.nextSplit(); id != null; id = fetched.nextSplit()) {
            for (ShardItem item = fetched.nextRecordFromSplit(); item != null; item = fetched.nextRecordFromSplit()) {
                items.add(id + " " + item.getClass().getSimpleName());
            }
        }
        return items;
    }

    private void add(String... ids) {
        List<KinesisShardSplit> splits = new ArrayList<>();
        for (String id : ids) {
            splits.add(split(id));
        }
        reader.handleSplitsChanges(new SplitsAddition<>(splits));
    }

    @Test
    void whatSeveralShardsBringIsReturnedTogetherAndAShardThatHasEndedIsFinished() throws IOException {
        add("a", "b");
        feeds.get("a").batch = batch("a", new ShardItem.ReadUntil(Instant.EPOCH));
        feeds.get("b").batch = batch("b", new ShardItem.Closed(List.of()));

        RecordsWithSplitIds<ShardItem> fetched = reader.fetch();

        assertThat(fetched.finishedSplits()).containsExactly("b");
        assertThat(items(fetched)).containsExactly("a ReadUntil", "b Closed");
    }

    /** FLINK-36947: an idle source burns CPU. */
    @Test
    void aReaderSleepsUntilAnAnswerComesOrItIsWokenUp() throws Exception {
        add("a");
        TestFeed feed = feeds.get("a");
        CompletableFuture<RecordsWithSplitIds<ShardItem>> fetched = CompletableFuture.supplyAsync(() -> {
            try {
                return reader.fetch();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> fetched.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        feed.context.run(() -> feed.batch = batch("a", new ShardItem.ReadUntil(Instant.EPOCH)));

        assertThat(items(fetched.get(60, TimeUnit.SECONDS))).containsExactly("a ReadUntil");
        assertThat(feed.advanced).isBetween(2, 4);

        reader.wakeUp();
        assertThat(items(reader.fetch())).isEmpty();
    }

    /** Requests are limited: a shard that is always the last would starve. */
    @Test
    void everyShardIsTheFirstInItsTurn() throws IOException {
        add("a", "b", "c");
        List<String> first = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            advances.clear();
            reader.wakeUp();
            reader.fetch();
            first.add(advances.get(0));
        }

        assertThat(first).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shardsArePausedForTheAlignmentOfWatermarks() {
        add("a", "b");
        reader.pauseOrResumeSplits(List.of(split("a"), split("gone")), List.of());
        assertThat(feeds.get("a").paused).isTrue();
        assertThat(feeds.get("b").paused).isFalse();

        reader.pauseOrResumeSplits(List.of(split("b")), List.of(split("a")));
        assertThat(feeds.get("a").paused).isFalse();
        assertThat(feeds.get("b").paused).isTrue();
    }

    @Test
    void aFailureOfAFeedFailsTheJob() {
        add("a");
        feeds.get("a").context.fail(new IllegalStateException("no such stream"));

        assertThatThrownBy(reader::fetch)
                .isInstanceOf(IOException.class)
                .hasMessage("reading of " + FakeKinesis.STREAM + " failed: no such stream");
    }

    @Test
    void closingEndsAllFeeds() {
        add("a");
        reader.close();

        assertThat(feeds.get("a").closed).isTrue();
    }
}
