package io.millrace.benchmarks.outliers;

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
import io.millrace.job.outliers.OutlierJob;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys are sensors, which report at regular intervals. */
public final class OutlierBenchmark implements Benchmark {
    /** With so many keys, equally frequent, most are soon judged: a key must have had 30 values. */
    private static final int MOST_KEYS_SOON_JUDGED = 10_000;

    @Override
    public Job job() {
        return new OutlierJob();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("events.read-skew", "0 s");
    }

    @Override
    public Map<Implementation, Pipeline> rivals() {
        return Map.of(
                Implementation.TEXTBOOK, new TextbookOutliers(),
                Implementation.TUNED, new TunedOutliers());
    }

    @Override
    public Set<Ablation> ablations() {
        return EnumSet.of(Ablation.PARSER, Ablation.PRE_AGGREGATION, Ablation.OBJECT_REUSE);
    }

    @Override
    public Map<String, Feed> feeds(int keys, Traffic traffic) {
        int different = traffic == Traffic.ONE_HOT_KEY ? 1 : keys;
        return Map.of(
                "measurements",
                new ReadingFeed(different, KeyDistribution.UNIFORM, ReadingFeed.Prelude.ONE_OF_EACH_KEY));
    }

    @Override
    public Map<String, Feed> stageFeeds(int keys) {
        KeyDistribution spread = keys <= MOST_KEYS_SOON_JUDGED ? KeyDistribution.UNIFORM : KeyDistribution.FEW_FREQUENT;
        return Map.of("measurements", new ReadingFeed(keys, spread, ReadingFeed.Prelude.ONE_OF_EACH_KEY));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new Comparison("outliers", "key", "time", "value"));
    }
}
