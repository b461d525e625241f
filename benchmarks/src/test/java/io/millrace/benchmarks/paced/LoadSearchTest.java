package io.millrace.benchmarks.paced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadSearchTest {
    @ParameterizedTest
    @ValueSource(doubles = {700, 9_999, 40_000, 64_000, 333_333, 20_000_000})
    void findsTheHighestLoadFromBelow(double limit) throws Exception {
        List<Double> trials = new ArrayList<>();

        double found = LoadSearch.highest(40_000, 3, load -> {
            trials.add(load);
            return load <= limit;
        });

        assertThat(found).isBetween(limit / 1.2, limit);
        assertThat(trials).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void isBoundedWhenNothingIsTooMuch() throws Exception {
        assertThat(LoadSearch.highest(1_000, 3, load -> true)).isEqualTo(4_096_000);
    }

    @Test
    void failsWhenEverythingIsTooMuch() {
        assertThatThrownBy(() -> LoadSearch.highest(64_000, 3, load -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("the job must sustain 1000 events/s, but does not");
    }
}
