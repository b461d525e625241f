package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.cli.options.DurationText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "60s, PT1M", "60, PT1M", "5m, PT5M", "1h, PT1H"})
    void readsWhatAPersonTypes(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-5s", "1.5s", "5 minutes", "12345678901s"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("must be a duration such as 500ms, 60s or 5m, got '%s'", text);
    }

    @Test
    void aDurationInACommandIsReadLikeThat() {
        assertThat(Main.commandLine().parseArgs("demo", "--duration", "90s").hasSubcommand())
                .isTrue();
    }
}
