package io.millrace.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for a condition by polling it. */
public interface Polling {
    /** Ten times a second. */
    Polling REAL = new Polling() {
        @Override
        public <T> Optional<T> until(Duration timeout, Supplier<Optional<T>> poll) {
            Instant deadline = Instant.now().plus(timeout);
            while (true) {
                Optional<T> result = poll.get();
                if (result.isPresent() || Instant.now().isAfter(deadline)) {
                    return result;
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new StageException("interrupted", e);
                }
            }
        }
    };

    /**
     * Polls until there is a result.
     *
     * @return the result; empty when the timeout has passed without one
     */
    <T> Optional<T> until(Duration timeout, Supplier<Optional<T>> poll);
}
