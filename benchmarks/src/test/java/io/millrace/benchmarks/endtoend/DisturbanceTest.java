package io.millrace.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.paced.DelayLog.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisturbanceTest {
    private static final long LIMIT = 1_000;
    private static final long RESTART = 1_050;

    @Test
    void resultsAreOnTimeSinceTheFirstAfterTheLastLateOne() {
        assertThat(Disturbance.onTime(
                        List.of(
                                new Result(1_000, 9_000),
                                new Result(8_700, 9_500),
                                new Result(2_000, 9_600),
                                new Result(9_800, 10_300),
                                new Result(13_000, 13_300)),
                        RESTART,
                        LIMIT))
                .hasValue(10_300);
    }

    @Test
    void shortLuckDoesNotCount() {
        assertThat(Disturbance.onTime(List.of(new Result(1_000, 1_100), new Result(3_000, 3_100)), RESTART, LIMIT))
                .isEmpty();
    }

    @Test
    void theLastMustBeOnTime() {
        assertThat(Disturbance.onTime(
                        List.of(new Result(1_000, 1_100), new Result(5_000, 5_100), new Result(6_000, 7_001)),
                        RESTART,
                        LIMIT))
                .isEmpty();
        assertThat(Disturbance.onTime(List.of(), RESTART, LIMIT)).isEmpty();
    }

    /** An update takes a while until it stops the job: what comes meanwhile is on time. */
    @Test
    void whatComesBeforeTheRestartDoesNotCount() {
        List<Result> beforeTheStop = List.of(
                new Result(100, 900), new Result(1_100, 1_900), new Result(3_100, 3_900), new Result(4_100, 4_900));
        long restart = 9_000;

        assertThat(Disturbance.onTime(beforeTheStop, restart, LIMIT)).isEmpty();

        List<Result> all = new ArrayList<>(beforeTheStop);
        all.add(new Result(5_100, 11_000));
        all.add(new Result(11_500, 12_000));
        all.add(new Result(14_500, 15_000));
        assertThat(Disturbance.onTime(all, restart, LIMIT)).hasValue(12_000);
    }
}
