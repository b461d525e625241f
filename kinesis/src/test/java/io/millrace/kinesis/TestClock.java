package io.millrace.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test advances and sets back, and the time that has passed meanwhile. */
public final class TestClock implements InstantSource {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private volatile Instant now = NOON;
    private volatile Duration passed = Duration.ZERO;

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration step) {
        now = now.plus(step);
        passed = passed.plus(step);
    }

    public void setBack(Duration step) {
        now = now.minus(step);
    }

    public long nanoTime() {
        return passed.toNanos();
    }
}
