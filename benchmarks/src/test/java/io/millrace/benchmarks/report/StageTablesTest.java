package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Latency;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTablesTest {
    private static final BenchmarkResults RESULTS = new BenchmarkResults(
            List.of(),
            List.of(),
            List.of(latency(200, 50, 500), latency(2_000, 80, 2_600), latency(2_000, 50, 2_500)),
            List.of(),
            List.of());

    @Test
    void theLongestWaitForLateEventsComesFirst() {
        assertThat(StageTables.latency(RESULTS, List.of("rollup")).lines().skip(2))
                .extracting(row -> row.replaceAll("[|] +(?=[|])", "").strip())
                .satisfiesExactly(
                        row -> assertThat(row).contains("| 2 000 | 50 % |", "| 2 500 |"),
                        row -> assertThat(row).contains("| 2 000 | 80 % |", "| 2 600 |"),
                        row -> assertThat(row).contains("| 200 | 50 % |", "| 500 |"));
    }

    @Test
    void plotsAreOfTheDefaultWait() {
        BenchmarkResults onlyShort =
                new BenchmarkResults(List.of(), List.of(), List.of(latency(200, 50, 500)), List.of(), List.of());

        assertThat(LatencyPlots.files(RESULTS, List.of("rollup")).get("latency-kinesis.svg"))
                .contains("rollup");
        assertThat(LatencyPlots.files(onlyShort, List.of("rollup")).get("latency-kinesis.svg"))
                .doesNotContain("rollup");
    }

    private static Latency latency(long outOfOrdernessMillis, int loadPercent, long millis) {
        return new Latency(
                "run",
                "rollup",
                "kinesis",
                "FLINK-2_2",
                "rocksdb",
                10_000,
                outOfOrdernessMillis,
                loadPercent,
                10,
                20,
                5,
                100,
                millis,
                millis,
                millis,
                1,
                0.1,
                0.1,
                0.1);
    }
}
