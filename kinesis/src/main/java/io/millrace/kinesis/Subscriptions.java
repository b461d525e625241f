package io.millrace.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** SubscribeToShard: of each consumer and shard, the latest subscription only. */
final class Subscriptions implements AutoCloseable {
    /** For so long nobody can take a subscription over. */
    private static final Duration PROTECTION = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Map<Key, Subscription> live = new HashMap<>();

    Subscriptions(Catalog catalog) {
        this.catalog = catalog;
    }

    record SubscribeToShard(String consumerARN, String shardId, StartingPosition startingPosition) implements Request {
        @Override
        public void check(Mistakes mistakes) {
            mistakes.of("startingPosition", startingPosition);
        }
    }

    private record Key(KinesisStream stream, StreamConsumer consumer, int shard) {}

    /** Begins a subscription, which its {@link Subscription#run} carries out and ends. */
    synchronized Subscription open(SubscribeToShard request) {
        ConsumerOperations.Found found = ConsumerOperations.find(catalog, request.consumerARN());
        Shard shard = Catalog.shard(found.stream().state(), request.shardId());
        Instant now = catalog.now();
        long tick = request.startingPosition()
                .firstTick(shard, found.stream().log(shard).lastTick(), now);
        Key key = new Key(found.stream(), found.consumer(), shard.number());
        Subscription previous = live.get(key);
        if (previous != null) {
            if (previous.began().plus(PROTECTION).isAfter(now)) {
                throw ApiException.resourceInUse("shard '" + shard.id() + "' must not have been subscribed to by '"
                        + found.consumer().name() + "' within " + PROTECTION.toSeconds() + " seconds; try again later");
            }
            previous.replace();
        }
        Subscription subscription = new Subscription(catalog, found, shard.number(), tick, ended -> end(key, ended));
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
