package io.millrace.local.process;

import java.time.Duration;
import java.time.Instant;

/** The delays between attempts of something that keeps failing: 1 s, then twice as long each time, up to 30 s. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private Instant notBefore = Instant.MIN;

    public boolean allows(Instant now) {
        return !now.isBefore(notBefore);
    }

    public void failed(Instant now) {
        notBefore = now.plus(next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    public void succeeded() {
        next = FIRST;
        notBefore = Instant.MIN;
    }
}
