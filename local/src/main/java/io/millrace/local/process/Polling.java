package io.millrace.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a condition by polling it. */
public final class Polling {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private Polling() {}

    /**
     * Polls until there is a result.
     *
     * @return the result; empty when the timeout has passed without one
     */
    public static <T> Optional<T> until(Duration timeout, Supplier<Optional<T>> poll) {
        Instant deadline = Instant.now().plus(timeout);
        while (true) {
            Optional<T> result = poll.get();
            if (result.isPresent() || Instant.now().isAfter(deadline)) {
                return result;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StageException("interrupted", e);
            }
        }
    }
}
