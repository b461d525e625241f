package io.millrace.local.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waiting for something that only asking again can tell. */
public final class Pause {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Pause() {}

    /**
     * Asks until there is an answer.
     *
     * @return empty when there is none in time
     */
    public static <T> Optional<T> until(Duration patience, Supplier<Optional<T>> question) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || Instant.now().isAfter(deadline)) {
                return answer;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StageException("interrupted", e);
            }
        }
    }
}
