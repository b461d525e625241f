package io.millrace.kinesis.api;

import io.millrace.kinesis.http.MemoryBudget;
import io.millrace.kinesis.http.MemoryBudget.Reservation;
import io.millrace.kinesis.limit.RateLimit;
import io.millrace.kinesis.log.RecordBatch;
import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.log.ShardLog;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamConsumer;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.view.RecordView;
import io.millrace.kinesis.view.ShardView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a shard's records to one registered consumer, for five minutes at most. When there are no records, it sends an
 * empty event each second: the consumer learns that it is up to date, and the server notices when the consumer is gone.
 */
public final class Subscription {
    public static final Duration LIFE = Duration.ofMinutes(5);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int MAX_RECORDS = 1000;
    private static final int MAX_BYTES = 1 << 20;
    /** An event's records, as read from a file, and as base64 in a message. */
    private static final long EVENT_BYTES = 5 << 20;

    private final StreamLookup lookup;
    private final KinesisStream stream;
    private final StreamConsumer consumer;
    private final int shardNumber;
    private final Consumer<Subscription> onEnd;
    private final LongSupplier nanoTime;
    private final long began;
    private final Optional<RateLimit> limit;
    private long nextTick;
    private volatile boolean replaced;
    private volatile boolean stopped;

    Subscription(
            StreamLookup lookup,
            KinesisStream stream,
            StreamConsumer consumer,
            int shardNumber,
            long firstTick,
            LongSupplier nanoTime,
            Consumer<Subscription> onEnd) {
        this.lookup = lookup;
        this.stream = stream;
        this.consumer = consumer;
        this.shardNumber = shardNumber;
        this.nextTick = firstTick;
        this.onEnd = onEnd;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.limit = lookup.limits().subscription();
    }

    /**
     * @param continuationSequenceNumber where the next subscription continues; null at the end of a closed shard
     * @param childShards the shards that follow a closed one, at its end; otherwise null
     */
    record SubscribeToShardEvent(
            List<RecordView> records,
            @Nullable String continuationSequenceNumber,
            long millisBehindLatest,
            @Nullable List<ShardView.Child> childShards) {
        long sizeBytes() {
            return records.stream()
                    .mapToLong(record -> record.data().remaining())
                    .sum();
        }
    }

    /** By a clock that nobody sets. */
    boolean isYoungerThan(Duration age) {
        return nanoTime.getAsLong() - began < age.toNanos();
    }

    /** Ends the subscription because the consumer has a later one. */
    void replace() {
        replaced = true;
        log().wake();
    }

    /** Ends the subscription without an event, because the server stops. */
    void stop() {
        stopped = true;
        log().wake();
    }

    /**
     * Sends events until the subscription ends.
     *
     * @throws IOException when the consumer is gone
     */
    public void run(EventStreamWriter events, MemoryBudget responses) throws IOException {
        try {
            events.begin();
            boolean open = true;
            while (open && !stopped && isYoungerThan(LIFE)) {
                open = step(events, responses);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the subscription: the consumer may open another one. */
    public void end() {
        onEnd.accept(this);
    }

    private boolean step(EventStreamWriter events, MemoryBudget responses) throws IOException, InterruptedException {
        if (replaced) {
            events.exception(ApiException.resourceInUse("consumer '" + consumer.name()
                    + "' must have one subscription to the shard, and has opened another one"));
            return false;
        }
        if (!isRegistered()) {
            events.exception(ApiException.resourceNotFound(
                    "consumer '" + consumer.name() + "' must be registered, and was deregistered"));
            return false;
        }
        long pause = limit.map(rate -> rate.millisInDebt(lookup.now().toEpochMilli()))
                .orElse(0L);
        if (pause > 0) {
            // ends early only for a change of the subscription
            log().awaitPast(Long.MAX_VALUE, Duration.ofMillis(Math.min(pause, HEARTBEAT.toMillis())));
            return true;
        }
        if (log().lastTick() < nextTick
                && stream.state().shards().all().get(shardNumber).isOpen()) {
            log().awaitPast(nextTick - 1, HEARTBEAT);
        }
        boolean isEmpty = log().lastTick() < nextTick;
        Reservation memory = responses.await(isEmpty ? 0 : EVENT_BYTES);
        try {
            SubscribeToShardEvent event = read();
            limit.ifPresent(rate -> rate.charge((double) event.sizeBytes()));
            byte[] message = events.event("SubscribeToShardEvent", event);
            memory.shrinkTo(message.length); // the client may be slow to take it
            events.send(message);
            return event.continuationSequenceNumber() != null;
        } finally {
            memory.close();
        }
    }

    private SubscribeToShardEvent read() throws IOException {
        // read the state first: a shard that is closed in it gets no more records
        StreamState state = stream.state();
        Shard shard = state.shards().all().get(shardNumber);
        Instant now = lookup.now();
        long from = Math.max(nextTick, SequenceNumber.tickAt(state.horizon(now)));
        RecordBatch batch = log().read(from, MAX_RECORDS, MAX_BYTES);
        nextTick = batch.nextTick();
        List<RecordView> records = RecordView.of(batch.records(), shard);
        if (batch.isEnd() && !shard.isOpen()) {
            return new SubscribeToShardEvent(records, null, 0, ShardView.childrenOf(shard, state.shards()));
        }
        String continuation = new SequenceNumber(nextTick - 1, shardNumber).toString();
        return new SubscribeToShardEvent(records, continuation, batch.millisBehind(now), null);
    }

    private boolean isRegistered() {
        return stream.isOpen()
                && stream.state().consumers().stream()
                        .anyMatch(known ->
                                known.is(consumer.name(), consumer.created().getEpochSecond()));
    }

    private ShardLog log() {
        return stream.log(stream.state().shards().all().get(shardNumber));
    }
}
