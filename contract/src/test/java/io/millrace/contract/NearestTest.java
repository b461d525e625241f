package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "clickz, clicks",
        "click, clicks",
        "xclicks, clicks",
        "clcks, clicks",
        "ocder, orders",
        // a third of a long name may differ
        "user-evenabcd, user-events",
        // two letters of a short one
        "clixxs, clicks"
    })
    void nearNameIsSuggested(String given, String nearest) {
        assertThat(hint(given)).isEqualTo("; did you mean '" + nearest + "'?");
    }

    @ParameterizedTest
    @CsvSource({"clxxxs", "user-evenabcde", "c"})
    void farNameIsNot(String given) {
        assertThat(hint(given)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"draw1", "draw3"})
    void firstOfEquallyNearNamesIsSuggested(String given) {
        assertThat(Nearest.hint(given, Stream.of("draw4", "draw2"))).isEqualTo("; did you mean 'draw2'?");
    }

    private static String hint(String given) {
        return Nearest.hint(given, Stream.of("user-events", "orders", "clicks"));
    }
}
