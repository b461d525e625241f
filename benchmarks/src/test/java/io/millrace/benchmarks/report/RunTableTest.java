package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.HotMethods;
import io.millrace.benchmarks.results.RunConditions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTableTest {
    private static final Map<String, String> OPTIONS = Map.of("interval", "10 s", "object-reuse", "true");

    @Test
    void runsOfTheSameConditionsAreInOneTable() {
        String text = RunTable.text(results(Runs.of("1", 2, OPTIONS), Runs.of("2", 2, OPTIONS)));

        assertThat(text)
                .containsOnlyOnce("2 cores")
                .containsOnlyOnce("object-reuse: true")
                .contains("| 1 |", "| 2 |");
    }

    @Test
    void laterConditionsAreGivenByTheirDifference() {
        String text = RunTable.text(
                results(Runs.of("1", 2, OPTIONS), Runs.of("2", 2, Map.of("interval", "1 min", "new", "x"))));

        assertThat(text).contains("The same with\n\n```text\ninterval: 1 min\nnew: x\nobject-reuse: not set\n```");
    }

    @Test
    void anotherMachineIsNamed() {
        String text = RunTable.text(results(Runs.of("1", 2, OPTIONS), Runs.of("2", 4, OPTIONS)));

        assertThat(text).contains("4 cores").contains("```text\nthe options above\n```");
    }

    private static BenchmarkResults results(RunConditions... runs) {
        BenchmarkResults results = BenchmarkResults.NONE;
        for (RunConditions run : runs) {
            results = results.with(run, new HotMethods(run.id(), "job " + run.id(), "hashmap", 1, 1, 0, List.of()));
        }
        return results;
    }
}
