package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Backoff backoff = new Backoff();

    @Test
    void theFirstAttemptIsAllowedAtOnce() {
        assertThat(backoff.allows(NOON)).isTrue();
    }

    @Test
    void everyFailureDoublesTheWaitUpToHalfAMinute() {
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            backoff.failed(NOON);

            assertThat(backoff.allows(NOON.plusSeconds(seconds).minusMillis(1))).isFalse();
            assertThat(backoff.allows(NOON.plusSeconds(seconds))).isTrue();
        }
    }

    @Test
    void aSuccessStartsOver() {
        backoff.failed(NOON);
        backoff.failed(NOON);

        backoff.succeeded();

        assertThat(backoff.allows(NOON)).isTrue();
        backoff.failed(NOON);
        assertThat(backoff.allows(NOON.plusSeconds(1))).isTrue();
    }
}
