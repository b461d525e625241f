package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.local.cli.options.TimeText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimeTextTest {
    private static final ZoneId ZONE = ZoneId.systemDefault();

    @Test
    void aTimeOfThisMachineIsInItsZone() {
        Instant time = LocalDateTime.of(2026, 3, 1, 14, 20, 26).atZone(ZONE).toInstant();

        assertThat(TimeText.parse("2026-03-01T14:20:26")).isEqualTo(time);
        assertThat(TimeText.parse(" 2026-03-01 14:20:26 ")).isEqualTo(time);
        assertThat(TimeText.parse("14:20"))
                .isEqualTo(LocalDate.now(ZONE).atTime(14, 20).atZone(ZONE).toInstant());
    }

    @Test
    void aTimeCanNameItsZone() {
        assertThat(TimeText.parse("2026-03-01T14:20:26.5Z")).isEqualTo(Instant.parse("2026-03-01T14:20:26.500Z"));
        assertThat(TimeText.parse("2026-03-01T14:20:26+02:00")).isEqualTo(Instant.parse("2026-03-01T12:20:26Z"));
        assertThat(TimeText.parse("1772374826000")).isEqualTo(Instant.ofEpochMilli(1_772_374_826_000L));
    }

    @Test
    void aDurationIsBeforeNow() {
        assertThat(TimeText.parse("10m"))
                .isCloseTo(Instant.now().minus(10, ChronoUnit.MINUTES), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void anythingElseIsAMistake() {
        for (String text : new String[] {"", "yesterday", "25:00", "2026-13-01T00:00:00", "-10m"}) {
            assertThatThrownBy(() -> TimeText.parse(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage(
                            "must be a time such as 14:20, 2026-11-29T14:20:26 or 2026-11-29T13:20:26Z, or a duration before now such"
                                    + " as 10m, got '%s'".formatted(text));
        }
    }
}
