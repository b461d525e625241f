package io.millrace.benchmarks.suite;

import io.millrace.benchmarks.booking.BookingBenchmark;
import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.ShardShare;
import io.millrace.benchmarks.lottery.LotteryBenchmark;
import io.millrace.benchmarks.outliers.OutlierBenchmark;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.benchmarks.rollup.RollupBenchmark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that are measured. */
public final class Benchmarks {
    private static final List<Benchmark> ALL =
            List.of(new LotteryBenchmark(), new RollupBenchmark(), new OutlierBenchmark(), new BookingBenchmark());

    private static final int SAMPLE = 100;
    private static final long TIME = 1_700_000_000_000L;
    private static final ShardShare WHOLE = new ShardShare(0, 1);

    private Benchmarks() {}

    public static List<Benchmark> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(benchmark -> benchmark.job().contract().name()).toList();
    }

    /** The mean size of an event of each job in bytes, in the order of the jobs. */
    public static Map<String, Integer> eventBytes() {
        Map<String, Integer> bytes = new LinkedHashMap<>();
        for (Benchmark benchmark : ALL) {
            long total = 0;
            long events = 0;
            for (Feed feed : benchmark.feeds(SAMPLE, Traffic.USUAL).values()) {
                // as many as its share of the events
                for (long number = 0; number < (long) SAMPLE * feed.eventsPerMilli(); number++) {
                    total += feed.event(number, WHOLE, TIME).length;
                    events++;
                }
            }
            bytes.put(benchmark.job().contract().name(), Math.toIntExact(total / events));
        }
        return bytes;
    }

    /**
     * The benchmark of a job.
     *
     * @throws IllegalArgumentException for a job that is not measured
     */
    public static Benchmark of(String job) {
        return ALL.stream()
                .filter(benchmark -> benchmark.job().contract().name().equals(job))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "job must be one of " + String.join(", ", names()) + ", got '" + job + "'"));
    }
}
