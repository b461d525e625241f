package io.millrace.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.paced.DelayLog.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisturbanceTest {
    private static final long LIMIT = 1_000;

    @Test
    void resultsAreOnTimeSinceTheFirstAfterTheLastLateOne() {
        assertThat(Disturbance.onTime(
                        List.of(
                                new Result(1_000, 9_000),
                                new Result(8_700, 9_500),
                                new Result(2_000, 9_600),
                                new Result(9_800, 10_300),
                                new Result(13_000, 13_300)),
                        LIMIT))
                .hasValue(10_300);
    }

    @Test
    void shortLuckDoesNotCount() {
        assertThat(Disturbance.onTime(List.of(new Result(1_000, 1_100), new Result(3_000, 3_100)), LIMIT))
                .isEmpty();
    }

    @Test
    void theLastMustBeOnTime() {
        assertThat(Disturbance.onTime(
                        List.of(new Result(1_000, 1_100), new Result(5_000, 5_100), new Result(6_000, 7_001)), LIMIT))
                .isEmpty();
        assertThat(Disturbance.onTime(List.of(), LIMIT)).isEmpty();
    }
}
