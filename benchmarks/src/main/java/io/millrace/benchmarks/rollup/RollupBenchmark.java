package io.millrace.benchmarks.rollup;

import io.millrace.benchmarks.ablation.Ablation;
import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.KeyDistribution;
import io.millrace.benchmarks.measurement.ReadingFeed;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Comparison;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.job.api.Job;
import io.millrace.job.rollup.RollupJob;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys are skewed, as is usual for the keys of an aggregation. */
public final class RollupBenchmark implements Benchmark {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    @Override
    public Job job() {
        return new RollupJob();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("window.size", "1 s", "events.read-skew", "0 s");
    }

    @Override
    public Map<Implementation, Pipeline> rivals() {
        return Map.of(
                Implementation.TEXTBOOK, new TextbookRollup(WINDOW),
                Implementation.TUNED, new TunedRollup(WINDOW),
                Implementation.SQL, new SqlRollup(WINDOW));
    }

    @Override
    public Set<Ablation> ablations() {
        return EnumSet.of(Ablation.PARSER, Ablation.SERIALIZERS, Ablation.PRE_AGGREGATION, Ablation.OBJECT_REUSE);
    }

    @Override
    public Map<String, Feed> feeds(int keys, Traffic traffic) {
        int different = traffic == Traffic.ONE_HOT_KEY ? 1 : keys;
        return Map.of("measurements", new ReadingFeed(different, KeyDistribution.SKEWED, ReadingFeed.Prelude.NONE));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new Comparison(
                "rollups", "rollupId", "key", "windowStart", "windowEnd", "max", "min", "sum", "count", "average"));
    }
}
