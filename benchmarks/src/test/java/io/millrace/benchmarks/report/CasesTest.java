package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Throughput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CasesTest {
    private static final int TWO_CORES = 2;
    private static final int FOUR_CORES = 4;

    private BenchmarkResults results = BenchmarkResults.NONE;

    @Test
    void readingAloneIsThatOfTheFewestKeysAsMeasuredLast() {
        Throughput latest = parsing("2026-11-29T03:00:00Z", 10_000);
        results = new BenchmarkResults(
                List.of(),
                List.of(
                        parsing("2026-11-29T01:00:00Z", 10_000),
                        latest,
                        parsing("2026-11-29T02:00:00Z", 10_000),
                        parsing("2026-11-29T04:00:00Z", 1_000_000)),
                List.of(),
                List.of(),
                List.of());

        assertThat(cases().parsing()).containsSame(latest);
    }

    @Test
    void aCaseIsComparedWithReadingAloneInItsRun() {
        String run = "2026-11-29T02:00:00Z";
        Throughput job = job(run, "hashmap");
        Throughput ofTheRun = parsing(run, "rocksdb", 10_000);
        measured(TWO_CORES, parsing("2026-11-29T01:00:00Z", "rocksdb", 100_000));
        measured(TWO_CORES, ofTheRun);
        measured(TWO_CORES, job);
        measured(TWO_CORES, parsing("2026-11-29T03:00:00Z", "hashmap", 10_000));

        assertThat(cases().parsing(job)).containsSame(ofTheRun);
    }

    /** Its rounds are of several runs, of which only a later one measured reading alone. */
    @Test
    void aCaseIsComparedWithReadingAloneInAnyOfItsRuns() {
        String second = "2026-11-29T02:00:00Z";
        Throughput ofTheSecond = parsing(second, "hashmap", 10_000);
        measured(TWO_CORES, job("2026-11-29T01:00:00Z", "hashmap"));
        measured(TWO_CORES, job(second, "hashmap"));
        measured(TWO_CORES, ofTheSecond);
        measured(TWO_CORES, parsing("2026-11-29T03:00:00Z", "rocksdb", 10_000));

        Throughput merged = cases().find(Labels.JOB, new Cases.Setting("hashmap", 10_000, 1))
                .orElseThrow();

        assertThat(merged.runs()).containsExactly("2026-11-29T01:00:00Z", second);
        assertThat(cases().parsing(merged)).containsSame(ofTheSecond);
    }

    /** A later run of the other state backend has replaced it: reading keeps no state. */
    @Test
    void withoutReadingAloneInItsRunACaseIsComparedWithTheLatestOfTheSameMachine() {
        Throughput job = job("2026-11-29T02:00:00Z", "rocksdb");
        Throughput latest = parsing("2026-11-29T04:00:00Z", "hashmap", 100_000);
        measured(TWO_CORES, job);
        measured(TWO_CORES, parsing("2026-11-29T03:00:00Z", "hashmap", 10_000));
        measured(TWO_CORES, latest);
        measured(TWO_CORES, parsing("2026-11-29T01:00:00Z", "rocksdb", 10_000));
        measured(FOUR_CORES, parsing("2026-11-29T05:00:00Z", "rocksdb", 1_000_000));

        assertThat(cases().parsing(job)).containsSame(latest);
    }

    @Test
    void aCaseIsNeverComparedWithReadingAloneOnAnotherMachine() {
        Throughput job = job("2026-11-29T02:00:00Z", "rocksdb");
        measured(TWO_CORES, job);
        measured(FOUR_CORES, parsing("2026-11-29T03:00:00Z", "rocksdb", 10_000));

        assertThat(cases().parsing(job)).isEmpty();
    }

    private void measured(int cores, Throughput measured) {
        results = results.with(BenchmarkResults.NONE.with(Runs.of(measured.run(), cores, Map.of()), measured));
    }

    private Cases cases() {
        return Cases.of(results, "rollup", Labels.USUAL);
    }

    private static Throughput parsing(String run, int keys) {
        return parsing(run, "hashmap", keys);
    }

    private static Throughput parsing(String run, String backend, int keys) {
        return throughput(run, Labels.PARSE, backend, keys);
    }

    private static Throughput job(String run, String backend) {
        return throughput(run, Labels.JOB, backend, 10_000);
    }

    private static Throughput throughput(String run, String implementation, String backend, int keys) {
        return new Throughput(
                run,
                "rollup",
                Labels.STANDARD,
                implementation,
                backend,
                keys,
                Labels.USUAL,
                1,
                10,
                List.of(),
                null,
                null);
    }
}
