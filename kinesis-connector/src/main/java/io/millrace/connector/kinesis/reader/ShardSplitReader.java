package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shards of one subtask with one thread, which sleeps until an answer has come or a request is due. Requests for
 * several shards are on their way at the same time.
 */
final class ShardSplitReader implements SplitReader<ShardItem, KinesisShardSplit>, FeedContext {
    private final StreamArn stream;
    private final BiFunction<KinesisShardSplit, FeedContext, ShardFeed> newFeed;
    private final Map<String, ShardFeed> feeds = new LinkedHashMap<>();
    private int turn;
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    /** A permit for each reason to look again. */
    private final Semaphore signals = new Semaphore(0);

    private volatile boolean wokenUp;
    private volatile @Nullable Throwable failure;

    ShardSplitReader(StreamArn stream, BiFunction<KinesisShardSplit, FeedContext, ShardFeed> newFeed) {
        this.stream = stream;
        this.newFeed = newFeed;
    }

    @Override
    public RecordsWithSplitIds<ShardItem> fetch() throws IOException {
        while (true) {
            runActions();
            List<ShardBatch> batches = take();
            long pause = advance();
            if (wokenUp || !batches.isEmpty()) {
                wokenUp = false;
                return new ShardBatches(batches);
            }
            sleep(pause);
        }
    }

    private void runActions() throws IOException {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
        if (failure != null) {
            throw new IOException("reading of " + stream + " failed: " + failure.getMessage(), failure);
        }
    }

    private List<ShardBatch> take() {
        List<ShardBatch> batches = new ArrayList<>();
        for (Iterator<ShardFeed> each = feeds.values().iterator(); each.hasNext(); ) {
            ShardBatch batch = each.next().take();
            if (batch != null) {
                batches.add(batch);
                if (batch.isLast()) {
                    each.remove();
                }
            }
        }
        return batches;
    }

    private long advance() {
        long now = System.nanoTime();
        long pause = ShardFeed.NEVER;
        List<ShardFeed> inTurn = new ArrayList<>(feeds.values());
        // not always the same first: requests are limited, and the last shards would wait for as long as the first have
        // records
        Collections.rotate(inTurn, turn--);
        for (ShardFeed feed : inTurn) {
            pause = Math.min(pause, feed.advance(now));
        }
        return pause;
    }

    private void sleep(long pause) throws IOException {
        try {
            boolean unused = signals.tryAcquire(Math.max(0, pause), TimeUnit.NANOSECONDS);
            signals.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("reading of " + stream + " was interrupted", e);
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KinesisShardSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException("shards are only ever added, got " + change);
        }
        change.splits().forEach(split -> feeds.put(split.shardId(), newFeed.apply(split, this)));
    }

    @Override
    public void pauseOrResumeSplits(Collection<KinesisShardSplit> pause, Collection<KinesisShardSplit> resume) {
        pause.forEach(split -> find(split).ifPresent(ShardFeed::pause));
        resume.forEach(split -> find(split).ifPresent(ShardFeed::resume));
    }

    /** The feed of a shard, unless the shard has ended. */
    private Optional<ShardFeed> find(KinesisShardSplit split) {
        return Optional.ofNullable(feeds.get(split.shardId()));
    }

    @Override
    public void run(Runnable action) {
        actions.add(action);
        signals.release();
    }

    @Override
    public void fail(Throwable cause) {
        failure = cause;
        signals.release();
    }

    @Override
    public void wakeUp() {
        wokenUp = true;
        signals.release();
    }

    @Override
    public void close() {
        feeds.values().forEach(ShardFeed::close);
        feeds.clear();
    }
}
