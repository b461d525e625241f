package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.Throughput;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasesTest {
    @Test
    void readingAloneIsThatOfTheFewestKeysAsMeasuredLast() {
        Throughput latest = parsing("2026-11-29T03:00:00Z", 10_000);
        Cases cases = Cases.of(
                List.of(
                        parsing("2026-11-29T01:00:00Z", 10_000),
                        latest,
                        parsing("2026-11-29T02:00:00Z", 10_000),
                        parsing("2026-11-29T04:00:00Z", 1_000_000)),
                "rollup",
                Labels.USUAL);

        assertThat(cases.parsing()).containsSame(latest);
    }

    private static Throughput parsing(String run, int keys) {
        return new Throughput(
                run,
                "rollup",
                Labels.STANDARD,
                Labels.PARSE,
                "hashmap",
                keys,
                Labels.USUAL,
                1,
                10,
                List.of(),
                null,
                null);
    }
}
