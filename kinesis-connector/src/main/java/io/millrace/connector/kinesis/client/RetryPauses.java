package io.millrace.connector.kinesis.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses before a call is tried again: twice as long each time, up to a limit, and half of it random, so that many
 * callers do not come back at once. Not thread-safe.
 */
public final class RetryPauses {
    private static final int MAX_DOUBLINGS = 20;

    private final long firstNanos;
    private final long greatestNanos;
    private int failures;

    public RetryPauses(Duration first, Duration greatest) {
        this.firstNanos = first.toNanos();
        this.greatestNanos = greatest.toNanos();
    }

    /** The pause after one more failure. */
    public long nextNanos() {
        long pause = Math.min(greatestNanos, firstNanos << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    /** How many failures there have been since the last success. */
    public int failures() {
        return failures;
    }

    /** A call has succeeded. */
    public void reset() {
        failures = 0;
    }
}
