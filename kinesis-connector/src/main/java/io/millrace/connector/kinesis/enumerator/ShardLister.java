package io.millrace.connector.kinesis.enumerator;

import io.millrace.connector.kinesis.client.Failures;
import io.millrace.connector.kinesis.client.RetryPauses;
import io.millrace.connector.kinesis.client.ShardListing;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.split.ListedShard;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

/** Lists all shards of a stream that may hold records. */
final class ShardLister implements Callable<List<ListedShard>> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardLister.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration GREATEST_PAUSE = Duration.ofSeconds(10);

    private final KinesisAsyncClient client;
    private final StreamArn stream;

    ShardLister(KinesisAsyncClient client, StreamArn stream) {
        this.client = client;
        this.stream = stream;
    }

    /**
     * Lists the shards, and tries again what may pass.
     *
     * @throws IOException if the stream cannot be listed
     */
    @Override
    public List<ListedShard> call() throws IOException, InterruptedException {
        List<ListedShard> shards = new ArrayList<>();
        RetryPauses pauses = new RetryPauses(FIRST_PAUSE, GREATEST_PAUSE);
        String token = null;
        do {
            try {
                ListShardsResponse page =
                        client.listShards(ShardListing.page(stream, token)).get();
                page.shards().forEach(shard -> shards.add(ListedShard.of(shard)));
                token = page.nextToken();
                pauses.reset();
            } catch (ExecutionException e) {
                if (!Failures.isPassing(e)) {
                    throw new IOException(
                            "the shards of " + stream + " cannot be listed: "
                                    + Failures.cause(e).getMessage(),
                            Failures.cause(e));
                }
                LOG.info("The shards of {} could not be listed; trying again", stream, Failures.cause(e));
                TimeUnit.NANOSECONDS.sleep(pauses.nextNanos());
            }
        } while (token != null || pauses.failures() > 0);
        return shards;
    }
}
