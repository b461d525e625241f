package io.millrace.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private long nanos = 1_000;

    @Test
    void theFirstRecordIsDueAtOnceAndOthersWithTheirSpacingDividedByTheSpeed() {
        Pace pace = Pace.of("2.5", () -> nanos);

        assertThat(pace.nanosUntil(Instant.ofEpochMilli(500))).isZero();
        assertThat(pace.nanosUntil(Instant.ofEpochMilli(510))).isEqualTo(4_000_000);
        nanos += 3_000_000;
        assertThat(pace.nanosUntil(Instant.ofEpochMilli(510))).isEqualTo(1_000_000);
        nanos += 3_000_000;
        assertThat(pace.nanosUntil(Instant.ofEpochMilli(510))).isEqualTo(-2_000_000);
    }

    @Test
    void withoutAPaceNothingIsWaitedFor() {
        Pace pace = Pace.of("max", () -> nanos);

        assertThat(pace.nanosUntil(Instant.ofEpochMilli(0))).isZero();
        assertThat(pace.nanosUntil(Instant.ofEpochMilli(100_000))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "-1", "", "fast", "1e3", "NaN", "10x"})
    void aSpeedMustBeANumberAbove0OrMax(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pace.of(text))
                .withMessage("must be a number above 0, such as 1 or 10, or max, got '%s'".formatted(text));
    }
}
