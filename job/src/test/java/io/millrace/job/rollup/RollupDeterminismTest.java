package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.flink.Settings;
import io.millrace.job.replay.ShardLog;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Results depend on the records alone: not on how shards interleave, on parallelism or on failures. */
class RollupDeterminismTest {
    private static final Settings TUMBLING = Records.settings();
    private static final Settings SLIDING = Records.settings("window.size", "12 s", "window.slide", "3 s");
    private static final Settings TOP =
            Records.settings("window.size", "12 s", "window.slide", "6 s", "top.n", "2", "top.by", "sum");

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void tumblingWindows(
            @ForAll long scenario,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll long interleaving)
            throws Exception {
        List<ShardLog> shards = RollupScenarios.of(scenario, withArrivals);

        assertThat(RollupRun.of(shards, TUMBLING)
                        .parallelism(parallelism)
                        .seed(interleaving)
                        .results())
                .isEqualTo(new ReferenceRollup(10_000, 10_000, shards).all());
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void slidingWindowsThroughAFailure(
            @ForAll long scenario,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int failAfter,
            @ForAll long interleaving)
            throws Exception {
        List<ShardLog> shards = RollupScenarios.of(scenario, withArrivals);

        assertThat(RollupRun.of(shards, SLIDING)
                        .parallelism(parallelism)
                        .seed(interleaving)
                        .failAfter(RollupRun.MEASUREMENTS, failAfter)
                        .results())
                .isEqualTo(new ReferenceRollup(12_000, 3_000, shards).all());
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void topKeysThroughAFailure(
            @ForAll long scenario,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int failAfter,
            @ForAll long interleaving)
            throws Exception {
        List<ShardLog> shards = RollupScenarios.of(scenario, withArrivals);

        assertThat(RollupRun.of(shards, TOP)
                        .parallelism(parallelism)
                        .seed(interleaving)
                        .failAfter(RollupRun.MEASUREMENTS, failAfter)
                        .results())
                .isEqualTo(new ReferenceRollup(12_000, 6_000, shards).topBySum(2));
    }
}
