package io.millrace.benchmarks.suite;

import io.millrace.benchmarks.booking.BookingBenchmark;
import io.millrace.benchmarks.lottery.LotteryBenchmark;
import io.millrace.benchmarks.outliers.OutlierBenchmark;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.rollup.RollupBenchmark;
import java.util.List;

/** The jobs that are measured. */
public final class Benchmarks {
    private static final List<Benchmark> ALL =
            List.of(new LotteryBenchmark(), new RollupBenchmark(), new OutlierBenchmark(), new BookingBenchmark());

    private Benchmarks() {}

    public static List<Benchmark> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(benchmark -> benchmark.job().contract().name()).toList();
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
