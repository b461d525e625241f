package io.millrace.connector.kinesis.reader;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** One call of SubscribeToShard. It gives an event only when it is asked for one. Thread-safe. */
final class ShardSubscription implements Subscriber<SubscribeToShardEventStream> {
    private final BiConsumer<ShardSubscription, Arrived> onEvent;
    private final Instant opened = Instant.now();
    private CompletableFuture<?> call = CompletableFuture.completedFuture(null);
    private @Nullable Subscription subscription;
    private boolean cancelled;
    private boolean first = true;
    private Instant asked = opened;
    private long askedNanos = System.nanoTime();

    /**
     * An event.
     *
     * @param asked when it was asked for
     * @param waitedNanos how long it took to come then
     * @param isFirst whether it is the first one of its subscription
     */
    record Arrived(SubscribeToShardEvent event, Instant asked, long waitedNanos, boolean isFirst) {}

    private ShardSubscription(BiConsumer<ShardSubscription, Arrived> onEvent) {
        this.onEvent = onEvent;
    }

    /**
     * Subscribes, and asks for the first event.
     *
     * @param onEvent is called for each event, from any thread
     * @param onEnd is called once at least, from any thread; with the failure if there was one
     */
    static ShardSubscription open(
            KinesisAsyncClient client,
            SubscribeToShardRequest request,
            BiConsumer<ShardSubscription, Arrived> onEvent,
            BiConsumer<ShardSubscription, @Nullable Throwable> onEnd) {
        ShardSubscription opened = new ShardSubscription(onEvent);
        CompletableFuture<Void> call = client.subscribeToShard(
                request,
                SubscribeToShardResponseHandler.builder()
                        .subscriber(() -> opened)
                        .onError(failure -> {}) // the future fails, too
                        .build());
        opened.called(call);
        CompletableFuture<?> unused = call.whenComplete((nothing, failure) -> onEnd.accept(opened, failure));
        return opened;
    }

    private synchronized void called(CompletableFuture<?> sent) {
        call = sent;
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = given;
        if (cancelled) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(SubscribeToShardEventStream event) {
        if (event instanceof SubscribeToShardEvent records) {
            onEvent.accept(this, arrived(records));
        } else {
            ask(); // of a kind that is unknown yet
        }
    }

    private synchronized Arrived arrived(SubscribeToShardEvent event) {
        Arrived arrived = new Arrived(event, asked, System.nanoTime() - askedNanos, first);
        first = false;
        return arrived;
    }

    /** Asks for the next event. */
    synchronized void ask() {
        asked = Instant.now();
        askedNanos = System.nanoTime();
        if (subscription != null && !cancelled) {
            subscription.request(1);
        }
    }

    synchronized boolean isEmpty() {
        return first;
    }

    synchronized long askedNanos() {
        return askedNanos;
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}

    synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
        call.cancel(true);
    }
}
