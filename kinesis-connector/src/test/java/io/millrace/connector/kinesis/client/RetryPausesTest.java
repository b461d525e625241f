package io.millrace.connector.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPausesTest {
    private final RetryPauses pauses = new RetryPauses(Duration.ofNanos(100), Duration.ofNanos(1000));

    @Test
    void pausesDoubleUpToALimitAndHalfOfEachIsRandom() {
        for (long full : new long[] {100, 200, 400, 800, 1000, 1000}) {
            assertThat(pauses.nextNanos()).isBetween(full / 2, full);
        }
        assertThat(pauses.failures()).isEqualTo(6);
    }

    @Test
    void aSuccessStartsAgain() {
        pauses.nextNanos();
        pauses.nextNanos();
        pauses.reset();

        assertThat(pauses.nextNanos()).isBetween(50L, 100L);
    }

    @Test
    void manyFailuresDoNotOverflow() {
        RetryPauses slow = new RetryPauses(Duration.ofSeconds(1), Duration.ofSeconds(10));
        for (int i = 0; i < 100; i++) {
            assertThat(slow.nextNanos()).isBetween(500_000_000L, 10_000_000_000L);
        }
    }
}
