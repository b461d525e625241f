package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.client.Failures;
import io.millrace.connector.kinesis.client.KinesisClientFactory;
import io.millrace.connector.kinesis.client.ShardListing;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

/** Says in the service's terms where the reading of a shard begins, and what it means that the service refuses that. */
final class StartingPoint {
    private static final Logger LOG = LoggerFactory.getLogger(StartingPoint.class);
    /** By how much the service's clock may be behind this machine's. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final KinesisAsyncClient client;
    private final StreamArn stream;
    private final String shardId;

    StartingPoint(KinesisAsyncClient client, StreamArn stream, String shardId) {
        this.client = client;
        this.stream = stream;
        this.shardId = shardId;
    }

    GetShardIteratorRequest iteratorRequest(ShardPosition position) {
        GetShardIteratorRequest.Builder request = GetShardIteratorRequest.builder()
                .streamARN(stream.text())
                .shardId(shardId)
                .shardIteratorType(type(position))
                .overrideConfiguration(KinesisClientFactory.TIMELY);
        switch (position.kind()) {
            case LATEST, AT_TIMESTAMP -> request.timestamp(position.time());
            case AFTER, WITHIN -> request.startingSequenceNumber(position.sequence());
            case TRIM_HORIZON, END -> {}
        }
        return request.build();
    }

    static StartingPosition subscriptionPosition(ShardPosition position) {
        StartingPosition.Builder start = StartingPosition.builder().type(type(position));
        switch (position.kind()) {
            case LATEST, AT_TIMESTAMP -> start.timestamp(position.time());
            case AFTER, WITHIN -> start.sequenceNumber(position.sequence());
            case TRIM_HORIZON, END -> {}
        }
        return start.build();
    }

    private static ShardIteratorType type(ShardPosition position) {
        return switch (position.kind()) {
            case TRIM_HORIZON -> ShardIteratorType.TRIM_HORIZON;
            case LATEST, AT_TIMESTAMP -> ShardIteratorType.AT_TIMESTAMP;
            case AFTER -> ShardIteratorType.AFTER_SEQUENCE_NUMBER;
            case WITHIN -> ShardIteratorType.AT_SEQUENCE_NUMBER;
            case END -> throw new IllegalArgumentException("a shard that has ended is not read");
        };
    }

    /** Whether the service refuses a time because it has not come yet, by its clock. */
    boolean isInFuture(ShardPosition position, Throwable failure) {
        return failure instanceof InvalidArgumentException
                && (position.kind() == ShardPosition.Kind.LATEST || position.kind() == ShardPosition.Kind.AT_TIMESTAMP)
                && position.time().isAfter(Instant.now().minus(CLOCK_SKEW));
    }

    /**
     * Finds out whether a shard that is not found is gone because all of its records have expired: then it is not listed
     * either. A stream that is still being created does not find its shards. Any other failure fails the job.
     *
     * @param onExpired runs in the thread of the context
     * @param onListed runs in the thread of the context when the shard is there, or may be: reading is to be tried again
     * @return completes once the check is done; cancel it to drop the check
     */
    CompletableFuture<?> checkExpired(Throwable failure, FeedContext context, Runnable onExpired, Runnable onListed) {
        if (!(failure instanceof ResourceNotFoundException)) {
            context.fail(failure);
            return CompletableFuture.completedFuture(null);
        }
        return isListed(null)
                .whenComplete((listed, noList) -> context.run(() -> {
                    if (noList != null && !Failures.isPassing(noList)) {
                        context.fail(failure);
                    } else if (Boolean.FALSE.equals(listed)) {
                        LOG.warn(
                                "Shard {} of {} has expired; what it held and had not been read is lost",
                                shardId,
                                stream);
                        onExpired.run();
                    } else {
                        LOG.info(
                                "Shard {} of {} was not found, but may be there; trying again",
                                shardId,
                                stream,
                                failure);
                        onListed.run();
                    }
                }));
    }

    /** @param token of the page to begin with; null for the first one */
    private CompletableFuture<Boolean> isListed(@Nullable String token) {
        return client.listShards(ShardListing.page(stream, token)).thenCompose(page -> {
            if (page.shards().stream().anyMatch(shard -> shard.shardId().equals(shardId))) {
                return CompletableFuture.completedFuture(true);
            }
            return page.nextToken() == null ? CompletableFuture.completedFuture(false) : isListed(page.nextToken());
        });
    }
}
