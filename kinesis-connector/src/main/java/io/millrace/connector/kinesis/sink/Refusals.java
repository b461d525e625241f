package io.millrace.connector.kinesis.sink;

import io.millrace.connector.kinesis.client.Failures;
import io.millrace.connector.kinesis.client.RetryPauses;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what happens to records that were refused. Thread-safe. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration GREATEST_PAUSE = Duration.ofSeconds(5);
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final SinkSettings settings;
    private final Counter errors;
    private final RetryPauses pauses;

    private long nextLogNanos = System.nanoTime();

    Refusals(SinkSettings settings, Counter errors) {
        this(settings, errors, new RetryPauses(FIRST_PAUSE, GREATEST_PAUSE));
    }

    Refusals(SinkSettings settings, Counter errors, RetryPauses pauses) {
        this.settings = settings;
        this.errors = errors;
        this.pauses = pauses;
    }

    /**
     * Counts refused records, and says whether the job must fail.
     *
     * @param failure of the whole request; null if it was answered
     * @return null if the records are to be put again
     */
    synchronized @Nullable Exception fatal(int records, @Nullable Throwable failure) {
        errors.inc(records);
        boolean mayRetry = failure == null || Failures.isPassing(failure);
        if (mayRetry && settings.failureMode() == SinkSettings.FailureMode.RETRY) {
            return null;
        }
        return new IOException(
                "records must be put to " + settings.stream() + ", and " + records + " were refused",
                failure == null ? null : Failures.cause(failure));
    }

    /**
     * Does something after a pause that grows with the number of requests in a row of which nothing arrived. That some
     * records are refused says that their shard is busy, and must not hold up those of the others.
     *
     * @param someArrived whether the service took other records of the request
     */
    synchronized void later(boolean someArrived, Runnable action) {
        if (someArrived) {
            pauses.reset();
        }
        long now = System.nanoTime();
        if (now - nextLogNanos >= 0) {
            LOG.info("Records were refused by {}, and are put again until they arrive", settings.stream());
            nextLogNanos = now + LOG_INTERVAL_NANOS;
        }
        CompletableFuture.delayedExecutor(pauses.nextNanos(), TimeUnit.NANOSECONDS)
                .execute(action);
    }

    synchronized void reset() {
        pauses.reset();
    }
}
