package io.millrace.connector.kinesis.reader;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.kinesis.client.Failures;
import io.millrace.connector.kinesis.client.RetryPauses;
import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.reader.ShardSubscription.Arrived;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;

/**
 * Reads a shard by subscriptions (enhanced fan-out). The service ends each after 5 minutes; the next one begins where the
 * last event ended. What a subscription brings after another has been opened is dropped: the other brings it again.
 */
final class SubscriptionFeed implements ShardFeed {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFeed.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration GREATEST_PAUSE = Duration.ofSeconds(10);
    /** The service refuses a subscription within 5 seconds of the last one, for example after a quick restart. */
    private static final Duration FIRST_PAUSE_IN_USE = Duration.ofSeconds(1);

    private static final Duration GREATEST_PAUSE_IN_USE = Duration.ofSeconds(5);
    /**
     * Longer than a message travels. An event that takes longer to come after it was asked for had not been sent before:
     * it is as young as the question.
     */
    private static final long TRAVEL_NANOS = Duration.ofSeconds(1).toNanos();

    private final KinesisShardSplit split;
    private final SourceSettings settings;
    private final KinesisAsyncClient client;
    private final FeedContext context;
    private final ConsumerLookup consumer;
    private final RecordUnpacker unpacker;
    private final ShardMetrics metrics;
    private final StartingPoint start;
    private final RetryPauses pauses = new RetryPauses(FIRST_PAUSE, GREATEST_PAUSE);
    private final RetryPauses pausesInUse = new RetryPauses(FIRST_PAUSE_IN_USE, GREATEST_PAUSE_IN_USE);

    /** Where unpacking goes on. */
    private ShardPosition position;
    /** Where the next subscription goes on, which may be past the last record; null before the first event. */
    private @Nullable String continuation;

    private @Nullable ShardSubscription subscription;
    private @Nullable ShardBatch batch;
    private long dueNanos = System.nanoTime();
    /** Whether an event has been asked for. */
    private boolean asked;

    private boolean paused;
    /** Whether it is not known yet if a shard that was not found is gone. */
    private boolean checking;

    private boolean ended;

    SubscriptionFeed(
            KinesisShardSplit split,
            SourceSettings settings,
            KinesisAsyncClient client,
            FeedContext context,
            ConsumerLookup consumer,
            ShardMetrics metrics) {
        this.split = split;
        this.settings = settings;
        this.client = client;
        this.context = context;
        this.consumer = consumer;
        this.metrics = metrics;
        this.unpacker = new RecordUnpacker(settings.stream(), split);
        this.start = new StartingPoint(client, settings.stream(), split.shardId());
        this.position = split.position();
    }

    @Override
    public long advance(long nowNanos) {
        if (ended || checking) {
            return NEVER;
        }
        if (subscription != null) {
            return watch(subscription, nowNanos);
        }
        if (batch != null || paused) {
            return NEVER;
        }
        if (dueNanos - nowNanos > 0) {
            return dueNanos - nowNanos;
        }
        String arn = consumer.arn();
        if (arn == null) {
            return consumer.advance(nowNanos);
        }
        asked = true;
        subscription = ShardSubscription.open(
                client,
                SubscribeToShardRequest.builder()
                        .consumerARN(arn)
                        .shardId(split.shardId())
                        .startingPosition(StartingPoint.subscriptionPosition(
                                continuation == null ? position : ShardPosition.after(continuation)))
                        .build(),
                (from, arrived) -> context.run(() -> arrived(from, arrived)),
                (from, failure) -> context.run(() -> ended(from, failure)));
        return settings.subscriptionTimeout().toNanos();
    }

    /** Gives up a subscription that is silent. The service sends an event every 5 seconds. */
    private long watch(ShardSubscription current, long nowNanos) {
        if (!asked) {
            if (batch == null && !paused) {
                asked = true;
                current.ask();
            } else {
                return NEVER;
            }
        }
        long left = settings.subscriptionTimeout().toNanos() - (nowNanos - current.askedNanos());
        if (left <= 0) {
            LOG.warn("The subscription to {} of {} is silent; opening it again", split.shardId(), settings.stream());
            subscription = null;
            current.cancel();
            return 0;
        }
        return left;
    }

    private void arrived(ShardSubscription from, Arrived arrived) {
        if (from != subscription) {
            return;
        }
        asked = false;
        pauses.reset();
        pausesInUse.reset();
        SubscribeToShardEvent event = arrived.event();
        List<Record> records = event.records();
        List<ShardItem> items = unpacker.unpack(records, position);
        if (!records.isEmpty()) {
            position = ShardPosition.after(records.get(records.size() - 1).sequenceNumber());
        }
        long behind = event.millisBehindLatest() == null ? 0 : event.millisBehindLatest();
        metrics.read(records, behind);
        continuation = event.continuationSequenceNumber();
        if (continuation == null) {
            items.add(new ShardItem.Closed(
                    event.childShards().stream().map(ListedShard::of).toList()));
            end();
        } else if (behind == 0) {
            Instant until = until(arrived);
            if (until != null) {
                items.add(new ShardItem.ReadUntil(until));
            }
        }
        if (!items.isEmpty()) {
            batch = new ShardBatch(split.shardId(), items);
        }
    }

    /** Before which time all records have come, as far as that is certain: events may have waited on their way. */
    private static @Nullable Instant until(Arrived arrived) {
        if (arrived.isFirst() || arrived.waitedNanos() >= TRAVEL_NANOS) {
            return arrived.asked();
        }
        List<Record> records = arrived.event().records();
        return records.isEmpty() ? null : records.get(records.size() - 1).approximateArrivalTimestamp();
    }

    private void end() {
        ended = true;
        metrics.close();
        ShardSubscription current = subscription;
        subscription = null;
        if (current != null) {
            current.cancel();
        }
    }

    private void ended(ShardSubscription from, @Nullable Throwable failure) {
        if (from != subscription) {
            return;
        }
        subscription = null;
        if (failure == null) {
            // after 5 minutes; one that brought nothing must not be repeated in haste
            dueNanos = System.nanoTime() + (from.isEmpty() ? pauses.nextNanos() : 0);
            return;
        }
        Throwable cause = Failures.cause(failure);
        if (cause instanceof ResourceInUseException) {
            LOG.debug("{} of {} is subscribed to already", split.shardId(), settings.stream());
            dueNanos = System.nanoTime() + pausesInUse.nextNanos();
        } else if (Failures.isPassing(cause) || (continuation == null && start.isInFuture(position, cause))) {
            LOG.debug("The subscription to {} of {} failed", split.shardId(), settings.stream(), cause);
            dueNanos = System.nanoTime() + pauses.nextNanos();
        } else if (cause instanceof ResourceNotFoundException) {
            checking = true;
            consumer.check(() -> checkExpired(cause));
        } else {
            context.fail(requireNonNull(cause, "cause is null"));
        }
    }

    private void checkExpired(Throwable failure) {
        CompletableFuture<?> unused = start.checkExpired(failure, context, this::endExpired, () -> {
            checking = false;
            dueNanos = System.nanoTime() + pauses.nextNanos();
        });
    }

    private void endExpired() {
        end();
        batch = new ShardBatch(split.shardId(), List.of(new ShardItem.Closed(List.of())));
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
        end();
    }
}
