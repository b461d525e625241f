package io.millrace.integration.faults;

import io.millrace.assembly.streams.kinesis.KinesisClients;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads the newest records of every open shard. Alone it stays below the five calls that a shard admits in a second, so
 * that it is throttled only together with other readers, which are throttled then as well.
 */
final class OtherConsumer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 250;

    private final KinesisClient client;
    private final List<String> streams;
    private final Map<String, String> iterators = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Void> done;
    private volatile long throttled;

    private OtherConsumer(KinesisClient client, List<String> streams) {
        this.client = client;
        this.streams = streams;
        this.done = CompletableFuture.runAsync(this::run);
    }

    static OtherConsumer start(URI endpoint, List<String> streams) {
        return new OtherConsumer(KinesisClients.of(endpoint, Broker.REGION, 1), List.copyOf(streams));
    }

    private void run() {
        try {
            do {
                for (String stream : streams) {
                    for (Shard shard : client.listShards(request -> request.streamName(stream)
                                    .shardFilter(filter -> filter.type(ShardFilterType.AT_LATEST)))
                            .shards()) {
                        read(stream, shard.shardId());
                    }
                }
            } while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(String stream, String shard) {
        try {
            iterators.compute(stream + "/" + shard, (id, known) -> {
                String iterator = known != null ? known : latest(stream, shard);
                return client.getRecords(request -> request.shardIterator(iterator))
                        .nextShardIterator();
            });
        } catch (ProvisionedThroughputExceededException e) {
            throttled++;
        }
    }

    private String latest(String stream, String shard) {
        return client.getShardIterator(request ->
                        request.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.LATEST))
                .shardIterator();
    }

    /** How many of its calls were refused so far; fails if another failure has ended it. */
    long throttled() {
        if (done.isDone()) {
            done.join();
        }
        return throttled;
    }

    @Override
    public void close() {
        end.countDown();
        try {
            done.join();
        } finally {
            client.close();
        }
    }
}
