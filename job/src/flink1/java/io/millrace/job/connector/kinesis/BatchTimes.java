package io.millrace.job.connector.kinesis;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Until when a shard has been read, by the batches of one run of its publisher after which nothing is left. A poll has one batch. A
 * subscription (enhanced fan-out) has many in its five minutes, and a batch may have waited on its way.
 */
final class BatchTimes {
    /**
     * Longer than a message travels. A batch that takes longer to come after the one before was taken had not been sent before: it is
     * as young as that.
     */
    private static final long TRAVEL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private final LongSupplier nanoTime;
    private long askedMillis;
    private long askedNanos;
    private boolean first = true;

    /**
     * A run that begins.
     *
     * @param clock in epoch milliseconds
     * @param nanoTime as {@link System#nanoTime()}
     */
    BatchTimes(LongSupplier clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        ask();
    }

    private void ask() {
        askedMillis = clock.getAsLong();
        askedNanos = nanoTime.getAsLong();
    }

    /**
     * Before which time all records have come, as far as that is certain, in epoch milliseconds. For a batch that has just come.
     *
     * @param lastArrival of the newest record of the batch; empty if it has none
     */
    OptionalLong readUntil(OptionalLong lastArrival) {
        return first || nanoTime.getAsLong() - askedNanos >= TRAVEL_NANOS ? OptionalLong.of(askedMillis) : lastArrival;
    }

    /** The batch has been taken, and the next one may come. */
    void taken() {
        first = false;
        ask();
    }
}
