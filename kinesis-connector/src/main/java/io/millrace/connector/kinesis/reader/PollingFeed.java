package io.millrace.connector.kinesis.reader;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.kinesis.client.Failures;
import io.millrace.connector.kinesis.client.KinesisClientFactory;
import io.millrace.connector.kinesis.client.RetryPauses;
import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Polls a shard with GetRecords: 5 calls per second and shard are allowed. An answer that has been taken makes room for the
 * next request.
 */
final class PollingFeed implements ShardFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PollingFeed.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration GREATEST_PAUSE = Duration.ofSeconds(10);

    private final KinesisShardSplit split;
    private final SourceSettings settings;
    private final KinesisAsyncClient client;
    private final FeedContext context;
    private final RequestLimit limit;
    private final RecordUnpacker unpacker;
    private final ShardMetrics metrics;
    private final StartingPoint start;
    private final RetryPauses pauses = new RetryPauses(FIRST_PAUSE, GREATEST_PAUSE);

    private ShardPosition position;
    private @Nullable String iterator;
    private @Nullable CompletableFuture<?> request;
    private @Nullable ShardBatch batch;
    private long dueNanos = System.nanoTime();
    private boolean paused;

    PollingFeed(
            KinesisShardSplit split,
            SourceSettings settings,
            KinesisAsyncClient client,
            FeedContext context,
            RequestLimit limit,
            ShardMetrics metrics) {
        this.split = split;
        this.settings = settings;
        this.client = client;
        this.context = context;
        this.limit = limit;
        this.metrics = metrics;
        this.unpacker = new RecordUnpacker(settings.stream(), split);
        this.start = new StartingPoint(client, settings.stream(), split.shardId());
        this.position = split.position();
    }

    @Override
    public long advance(long nowNanos) {
        if (request != null || batch != null || paused) {
            return NEVER;
        }
        if (dueNanos - nowNanos > 0) {
            return dueNanos - nowNanos;
        }
        if (!limit.tryAcquire()) {
            return NEVER; // the answer that makes room comes to the same thread
        }
        if (iterator == null) {
            send(client.getShardIterator(start.iteratorRequest(position)), response -> {
                iterator = response.shardIterator();
                dueNanos = System.nanoTime();
            });
        } else {
            String from = iterator;
            Instant before = Instant.now();
            send(
                    client.getRecords(get -> get.streamARN(settings.stream().text())
                            .shardIterator(from)
                            .limit(settings.maxRecords())
                            .overrideConfiguration(KinesisClientFactory.TIMELY)),
                    response -> read(response, before, nowNanos));
        }
        return NEVER;
    }

    private <R> void send(CompletableFuture<R> sent, Consumer<R> onAnswer) {
        request = sent;
        CompletableFuture<?> unused = sent.whenComplete((response, failure) -> context.run(() -> {
            request = null;
            limit.release();
            if (failure == null) {
                pauses.reset();
                onAnswer.accept(requireNonNull(response, "response is null"));
            } else {
                failed(Failures.cause(failure));
            }
        }));
    }

    private void read(GetRecordsResponse response, Instant before, long sentNanos) {
        List<Record> records = response.records();
        List<ShardItem> items = unpacker.unpack(records, position);
        if (!records.isEmpty()) {
            position = ShardPosition.after(records.get(records.size() - 1).sequenceNumber());
        }
        long behind = response.millisBehindLatest() == null ? 0 : response.millisBehindLatest();
        metrics.read(records, behind);
        iterator = response.nextShardIterator();
        if (iterator == null) {
            items.add(new ShardItem.Closed(
                    response.childShards().stream().map(ListedShard::of).toList()));
            metrics.close();
        } else if (behind == 0) {
            items.add(new ShardItem.ReadUntil(before));
        }
        if (!items.isEmpty()) {
            batch = new ShardBatch(split.shardId(), items);
        }
        boolean isIdle = records.isEmpty() && behind == 0;
        dueNanos = sentNanos + (isIdle ? settings.emptyInterval() : settings.nonEmptyInterval()).toNanos();
    }

    private void failed(Throwable failure) {
        if (failure instanceof ExpiredIteratorException) {
            iterator = null;
            return;
        }
        if (Failures.isPassing(failure) || start.isInFuture(position, failure)) {
            LOG.debug("Reading of {} in {} is tried again", split.shardId(), settings.stream(), failure);
            dueNanos = System.nanoTime() + pauses.nextNanos();
            return;
        }
        request = start.checkExpired(failure, context, this::endExpired, this::beginAgain);
    }

    private void endExpired() {
        request = null;
        batch = new ShardBatch(split.shardId(), List.of(new ShardItem.Closed(List.of())));
        metrics.close();
    }

    /** With another iterator: that of a stream which has been deleted and created again is never found. */
    private void beginAgain() {
        request = null;
        iterator = null;
        dueNanos = System.nanoTime() + pauses.nextNanos();
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
        if (request != null) {
            request.cancel(true);
        }
        metrics.close();
    }
}
