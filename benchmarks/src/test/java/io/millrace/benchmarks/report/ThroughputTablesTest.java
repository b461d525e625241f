package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Throughput;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThroughputTablesTest {
    @Test
    void theLongFormIsShownWhenNothingElseWasMeasured() {
        assertThat(text(measured(Labels.LONG, "job", 40), measured(Labels.LONG, "tuned", 20)))
                .isEqualTo("""
                        Three minutes of steady state, events/s per core:

                        | state | keys | Millrace | tuned | ratio |
                        | --- | --- | ---: | ---: | ---: |
                        | RocksDB | 10k | 40 | 20 | **2.00** |

                        Three minutes of steady state, events/s by the clock:

                        | state | keys | Millrace | tuned | ratio |
                        | --- | --- | ---: | ---: | ---: |
                        | RocksDB | 10k | 80 | 40 | **2.00** |
                        """);
    }

    @Test
    void ablationsAreShownWhenNothingElseWasMeasured() {
        assertThat(text(measured(Labels.ABLATIONS, "job", 40), measured(Labels.ABLATIONS, "without-parser", 20)))
                .isEqualTo("""
                        Events/s per core without a part of the job, and what the part brings:

                        | state | keys | variant | events/s per core | Millrace | ratio |
                        | --- | --- | --- | ---: | ---: | ---: |
                        | RocksDB | 10k | without parser | 20 | 40 | **2.00** |
                        """);
    }

    @Test
    void whatWasNotMeasuredIsSaid() {
        assertThat(text()).isEqualTo(Region.NO_RESULTS);
    }

    private static String text(Throughput... measured) {
        BenchmarkResults results =
                new BenchmarkResults(List.of(), Stream.of(measured).toList(), List.of(), List.of(), List.of());
        return new ThroughputTables(results, "rollup").text();
    }

    private static Throughput measured(String form, String implementation, long eventsPerCoreSecond) {
        return new Throughput(
                "run",
                "rollup",
                form,
                implementation,
                "rocksdb",
                10_000,
                Labels.USUAL,
                1,
                10,
                List.of(new Throughput.Round(2 * eventsPerCoreSecond, eventsPerCoreSecond, 1, 1)),
                null,
                null);
    }
}
