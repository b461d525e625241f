package io.millrace.connector.kinesis.reader;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.kinesis.client.Failures;
import io.millrace.connector.kinesis.client.KinesisClientFactory;
import io.millrace.connector.kinesis.client.RetryPauses;
import io.millrace.connector.kinesis.client.SourceSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** The registered consumer of a source, which is looked up once for all shards of a subtask. Used by one thread. */
final class ConsumerLookup {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLookup.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration GREATEST_PAUSE = Duration.ofSeconds(20);

    private final SourceSettings settings;
    private final String name;
    private final KinesisAsyncClient client;
    private final FeedContext context;
    private final RetryPauses pauses = new RetryPauses(FIRST_PAUSE, GREATEST_PAUSE);
    private @Nullable String arn;
    private boolean asked;
    private long dueNanos = System.nanoTime();

    ConsumerLookup(SourceSettings settings, KinesisAsyncClient client, FeedContext context) {
        this.settings = settings;
        this.name = requireNonNull(settings.consumerName(), "consumerName is null");
        this.client = client;
        this.context = context;
    }

    /** The ARN; null until it is known. */
    @Nullable
    String arn() {
        return arn;
    }

    /** Looks the consumer up if that is due. As {@link ShardFeed#advance}. */
    long advance(long nowNanos) {
        if (asked) {
            return ShardFeed.NEVER;
        }
        if (dueNanos - nowNanos > 0) {
            return dueNanos - nowNanos;
        }
        asked = true;
        CompletableFuture<?> unused = client.describeStreamConsumer(
                        describe -> describe.streamARN(settings.stream().text())
                                .consumerName(name)
                                .overrideConfiguration(KinesisClientFactory.TIMELY))
                .whenComplete((response, failure) -> context.run(() -> {
                    if (failure == null) {
                        arn = response.consumerDescription().consumerARN();
                    } else {
                        failed(Failures.cause(failure));
                    }
                }));
        return ShardFeed.NEVER;
    }

    private void failed(Throwable failure) {
        if (Failures.isPassing(failure)) {
            LOG.info("The consumer {} of {} could not be described; trying again", name, settings.stream(), failure);
            asked = false;
            dueNanos = System.nanoTime() + pauses.nextNanos();
        } else {
            context.fail(failure instanceof ResourceNotFoundException ? missing(failure) : failure);
        }
    }

    /** Finds out whether something is not found because the consumer is gone, and fails the job then. */
    void check(Runnable onFound) {
        CompletableFuture<?> unused = client.describeStreamConsumer(
                        describe -> describe.consumerARN(arn).overrideConfiguration(KinesisClientFactory.TIMELY))
                .whenComplete((response, failure) -> context.run(() -> {
                    if (failure != null && Failures.cause(failure) instanceof ResourceNotFoundException) {
                        context.fail(missing(failure));
                    } else {
                        onFound.run();
                    }
                }));
    }

    private IllegalStateException missing(Throwable failure) {
        return new IllegalStateException(
                "the consumer must be registered with " + settings.stream() + ", got '" + name
                        + "'; register it before the job starts",
                failure);
    }
}
