package io.millrace.benchmarks.paced;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.paced.DelayLog.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayLogTest {
    private static final Result FIRST_HALF = new Result(1_000, 3_100);
    private static final Result FIRST_HALF_LATER = new Result(2_000, 4_500);
    private static final Result SECOND_HALF = new Result(6_000, 8_900);

    @Test
    void growthComparesTheLeastDelaysOfTheHalves() {
        List<Result> results = List.of(FIRST_HALF, FIRST_HALF_LATER, SECOND_HALF, new Result(7_000, 9_600));

        assertThat(DelayLog.growth(results, 0, 10_000)).isEqualTo(2_600 - 2_100);
        assertThat(DelayLog.growth(List.of(SECOND_HALF), 0, 10_000)).isZero();
        assertThat(DelayLog.growth(List.of(FIRST_HALF), 0, 10_000)).isZero();
    }

    @Test
    void growthIsCertainOnlyAsFarAsNoMissingResultCanHaveALessDelay() {
        List<Result> results = List.of(FIRST_HALF, SECOND_HALF);

        assertThat(DelayLog.certainGrowth(results, 0, 10_000, 10_500)).isEqualTo(500 - 2_100);
        assertThat(DelayLog.certainGrowth(results, 0, 10_000, 12_500)).isEqualTo(2_500 - 2_100);
        assertThat(DelayLog.certainGrowth(results, 0, 10_000, 20_000)).isEqualTo(2_900 - 2_100);
    }

    @Test
    void growthIsCertainWithoutAnyResultOfTheSecondHalf() {
        assertThat(DelayLog.certainGrowth(List.of(FIRST_HALF), 0, 10_000, 20_000))
                .isEqualTo(10_000 - 2_100);
        assertThat(DelayLog.certainGrowth(List.of(SECOND_HALF), 0, 10_000, 20_000))
                .isZero();
    }
}
