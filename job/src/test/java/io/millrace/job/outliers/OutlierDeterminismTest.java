package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.replay.ShardLog;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** The outliers are those of the sorted measurements, however they arrive. */
class OutlierDeterminismTest {
    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void lagAndSilenceOfSourcesDoNotMatter(
            @ForAll long scenario, @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll long interleaving)
            throws Exception {
        List<ShardLog> shards = OutlierScenarios.of(scenario, OutlierRun.OUT_OF_ORDERNESS, false);

        TreeSet<String> results = OutlierRun.of(shards)
                .parallelism(parallelism)
                .seed(interleaving)
                .results();

        assertThat(results)
                .as("a source that keeps to its own order is never late")
                .noneMatch(line -> line.startsWith("rejected"))
                .isEqualTo(ReferenceOutliers.results(shards));
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void restartsAndRejectionsDoNotMatter(
            @ForAll long scenario,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 20) int failAfter,
            @ForAll long interleaving)
            throws Exception {
        List<ShardLog> shards = OutlierScenarios.of(scenario, 1_500, true);

        assertThat(OutlierRun.of(shards)
                        .parallelism(parallelism)
                        .seed(interleaving)
                        .failAfter(OutlierRun.MEASUREMENTS, failAfter)
                        .results())
                .isEqualTo(ReferenceOutliers.results(shards));
    }
}
