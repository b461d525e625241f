package io.millrace.kinesis.store;

import java.time.Duration;
import java.time.Instant;

/** A short time by the wall clock. It has passed, too, when that clock is set back to before it began. */
public record TimeWindow(Instant from, Duration length) {
    static final TimeWindow NEVER = new TimeWindow(Instant.EPOCH, Duration.ZERO);

    public boolean includes(Instant now) {
        return !now.isBefore(from) && now.isBefore(from.plus(length));
    }
}
