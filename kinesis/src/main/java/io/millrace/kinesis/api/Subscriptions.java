package io.millrace.kinesis.api;

import static java.util.Objects.requireNonNull;

import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.RequestReader;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamConsumer;
import io.millrace.kinesis.store.StreamStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** SubscribeToShard. Each consumer has at most one subscription to a shard: the latest. */
public final class Subscriptions implements AutoCloseable {
    public static final String OPERATION = "SubscribeToShard";

    /** The service refuses a second subscription within this time of the first. */
    private static final Duration PROTECTION = Duration.ofSeconds(5);

    private final StreamLookup lookup;
    private final LongSupplier nanoTime;
    private final Map<Key, Subscription> live = new HashMap<>();

    /** @param nanoTime {@link System#nanoTime}, by which subscriptions end */
    public Subscriptions(StreamLookup lookup, LongSupplier nanoTime) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
    }

    record SubscribeToShard(String consumerARN, String shardId, StartingPosition startingPosition) implements Request {}

    private record Key(KinesisStream stream, String consumer, Instant registered, int shard) {}

    /**
     * Opens a subscription and replaces the previous one. {@link Subscription#run} serves it, and {@link
     * Subscription#end} must follow.
     *
     * @throws ApiException when the request is refused
     */
    public Subscription open(byte[] body, Codec codec) throws IOException {
        return open(RequestReader.read(OPERATION, body, codec, SubscribeToShard.class));
    }

    private synchronized Subscription open(SubscribeToShard request) {
        StreamLookup.Resource found = lookup.consumer(request.consumerARN());
        StreamConsumer consumer = requireNonNull(found.consumer(), "consumer is null");
        if (lookup.status(consumer) != StreamStatus.ACTIVE) {
            throw ApiException.resourceInUse("consumer '" + consumer.name() + "' must be ACTIVE, and is "
                    + lookup.status(consumer) + "; wait until it is ACTIVE");
        }
        Shard shard = lookup.readable(found.stream().state(), request.shardId());
        request.startingPosition().check();
        long tick = request.startingPosition()
                .firstTick(shard, found.stream().log(shard).lastTick(), lookup.now());
        Key key = new Key(found.stream(), consumer.name(), consumer.created(), shard.number());
        Subscription previous = live.get(key);
        if (previous != null) {
            if (previous.isYoungerThan(PROTECTION)) {
                throw ApiException.resourceInUse("shard '" + shard.id() + "' must not have been subscribed to by '"
                        + consumer.name() + "' within " + PROTECTION.toSeconds() + " seconds; try again later");
            }
            previous.replace();
        }
        Subscription subscription = new Subscription(
                lookup, found.stream(), consumer, shard.number(), tick, nanoTime, ended -> end(key, ended));
        live.put(key, subscription);
        return subscription;
    }

    private synchronized void end(Key key, Subscription subscription) {
        live.remove(key, subscription);
    }

    @Override
    public synchronized void close() {
        live.values().forEach(Subscription::stop);
    }
}
