package io.millrace.job.lottery;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Results depend on the records alone: not on how shards interleave, on parallelism or on failures. */
class LotteryDeterminismTest {

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void interleavingAndParallelismDoNotMatter(
            @ForAll long scenarioSeed,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll long interleaving)
            throws Exception {
        Scenarios scenario = Scenarios.of(scenarioSeed, withArrivals);

        assertThat(LotteryRun.of(scenario.lotteryShards(), scenario.userShards())
                        .parallelism(parallelism)
                        .seed(interleaving)
                        .results())
                .isEqualTo(ReferenceLottery.results(scenario.lotteryShards(), scenario.userShards()));
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void restartsDoNotMatter(
            @ForAll long scenarioSeed,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int failAfter,
            @ForAll long interleaving)
            throws Exception {
        Scenarios scenario = Scenarios.of(scenarioSeed, withArrivals);

        assertThat(LotteryRun.of(scenario.lotteryShards(), scenario.userShards())
                        .parallelism(parallelism)
                        .seed(interleaving)
                        .failAfter(LotteryRun.USER_EVENTS, failAfter)
                        .results())
                .isEqualTo(ReferenceLottery.results(scenario.lotteryShards(), scenario.userShards()));
    }
}
