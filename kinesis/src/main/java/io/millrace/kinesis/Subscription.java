package io.millrace.kinesis;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a shard's records to one registered consumer, for five minutes at most. When there is nothing to push, an
 * empty event each second tells the consumer that it is up to date, and the server whether the consumer is there.
 */
final class Subscription {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int MAX_RECORDS = 1000;
    private static final int MAX_BYTES = 1 << 20;

    private final Catalog catalog;
    private final KinesisStream stream;
    private final StreamConsumer consumer;
    private final int shardNumber;
    private final Consumer<Subscription> onEnd;
    private final Instant began;
    private long nextTick;
    private volatile boolean replaced;
    private volatile boolean stopped;

    Subscription(
            Catalog catalog,
            ConsumerOperations.Found found,
            int shardNumber,
            long firstTick,
            Consumer<Subscription> onEnd) {
        this.catalog = catalog;
        this.stream = found.stream();
        this.consumer = found.consumer();
        this.shardNumber = shardNumber;
        this.nextTick = firstTick;
        this.onEnd = onEnd;
        this.began = catalog.now();
    }

    /**
     * @param continuationSequenceNumber after which another subscription goes on; null at the end of a closed shard
     * @param childShards the shards that go on there; null before
     */
    record SubscribeToShardEvent(
            List<RecordView> records,
            @Nullable String continuationSequenceNumber,
            long millisBehindLatest,
            @Nullable List<ShardView.Child> childShards) {}

    Instant began() {
        return began;
    }

    /** Ends the subscription, because the consumer has a later one. */
    void replace() {
        replaced = true;
        log().wake();
    }

    /** Ends the subscription without a word, because the server stops. */
    void stop() {
        stopped = true;
        log().wake();
    }

    /** @throws IOException when the consumer is gone */
    void run(Events events) throws IOException {
        try {
            events.begin();
            boolean open = true;
            while (open && !stopped && catalog.now().isBefore(began.plus(LIFE))) {
                open = step(events);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            onEnd.accept(this);
        }
    }

    private boolean step(Events events) throws IOException, InterruptedException {
        if (replaced) {
            events.exception(ApiException.resourceInUse("consumer '" + consumer.name()
                    + "' has subscribed to the shard again, which ends this subscription"));
            return false;
        }
        if (!isRegistered()) {
            events.exception(ApiException.resourceNotFound(
                    "consumer '" + consumer.name() + "' must be registered, and no longer is"));
            return false;
        }
        SubscribeToShardEvent event = read();
        if (event.records().isEmpty() && event.continuationSequenceNumber() != null) {
            log().awaitPast(nextTick - 1, HEARTBEAT);
            event = read();
        }
        events.event("SubscribeToShardEvent", event);
        return event.continuationSequenceNumber() != null;
    }

    private SubscribeToShardEvent read() throws IOException {
        // before the read: a shard that is closed here takes no record after it
        StreamState state = stream.state();
        Shard shard = state.shards().all().get(shardNumber);
        Instant now = catalog.now();
        long from = Math.max(nextTick, SequenceNumber.tickAt(state.horizon(now)));
        Batch batch = log().read(from, MAX_RECORDS, MAX_BYTES);
        nextTick = batch.nextTick();
        List<RecordView> records = RecordView.of(batch.records(), shard);
        if (batch.isEnd() && !shard.isOpen()) {
            return new SubscribeToShardEvent(records, null, 0, ShardView.childrenOf(shard, state.shards()));
        }
        String continuation = new SequenceNumber(nextTick - 1, shardNumber).toString();
        return new SubscribeToShardEvent(records, continuation, batch.millisBehind(now), null);
    }

    private boolean isRegistered() {
        return stream.isOpen() && stream.state().consumers().contains(consumer);
    }

    private ShardLog log() {
        return stream.log(stream.state().shards().all().get(shardNumber));
    }
}
