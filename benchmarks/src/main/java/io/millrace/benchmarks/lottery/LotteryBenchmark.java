package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Comparison;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.job.Job;
import io.millrace.job.lottery.LotteryJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keys are users; the one hot key is a lottery. */
public final class LotteryBenchmark implements Benchmark {
    private static final int LOTTERIES = 20;

    @Override
    public Job job() {
        return new LotteryJob();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("draw.window", "1 s", "events.read-skew", "0 s");
    }

    @Override
    public Pipeline textbook() {
        return new TextbookLottery(Duration.ofSeconds(1));
    }

    @Override
    public Map<String, Feed> feeds(int keys, Traffic traffic) {
        int lotteries = traffic == Traffic.ONE_HOT_KEY ? 1 : LOTTERIES;
        return Map.of("lottery-events", new StartFeed(lotteries), "user-events", new ClickFeed(keys, lotteries));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new Comparison("draws", "drawId", "lotteryId", "windowStart", "windowEnd", "winner", "entries"));
    }
}
