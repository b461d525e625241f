package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.ablation.Ablation;
import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.lottery.textbook.TextbookLottery;
import io.millrace.benchmarks.lottery.tuned.SqlLottery;
import io.millrace.benchmarks.lottery.tuned.TunedLottery;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Comparison;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.job.api.Job;
import io.millrace.job.lottery.LotteryJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys are users; the one hot key is a lottery. */
public final class LotteryBenchmark implements Benchmark {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int LOTTERIES = 20;
    /** The same for all implementations, so that they draw the same winners. */
    private static final String KEY = "millrace";

    @Override
    public Job job() {
        return new LotteryJob();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("draw.key", keyFile(), "draw.window", "1 s", "events.read-skew", "0 s");
    }

    @Override
    public Map<Implementation, Pipeline> rivals() {
        return Map.of(
                Implementation.TEXTBOOK, new TextbookLottery(WINDOW, KEY),
                Implementation.TUNED, new TunedLottery(WINDOW, KEY),
                Implementation.SQL, new SqlLottery(WINDOW, KEY));
    }

    @Override
    public Set<Ablation> ablations() {
        return EnumSet.allOf(Ablation.class);
    }

    /** A file with the key: the job takes a reference. */
    private static String keyFile() {
        try {
            Path file = Files.createTempFile("draw", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, KEY).toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
