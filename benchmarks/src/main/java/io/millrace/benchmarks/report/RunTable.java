package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.RunConditions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of the runs. */
final class RunTable {
    private RunTable() {}

    static String text(BenchmarkResults results) {
        if (results.runs().isEmpty()) {
            return Region.NO_RESULTS;
        }
        Table table = new Table(
                6,
                List.of(
                        "run",
                        "`millrace bench`",
                        "commit",
                        "machine",
                        "Java and its options",
                        "Flink and its options"));
        for (RunConditions run : results.runs()) {
            table.row(List.of(
                    run.id(),
                    "`" + String.join(" ", run.command()) + "`",
                    run.commit(),
                    machine(run.machine()),
                    run.java() + ", `" + String.join(" ", run.jvmOptions()) + "`",
                    run.flink() + ", "
                            + run.flinkOptions().entrySet().stream()
                                    .map(RunTable::option)
                                    .collect(Collectors.joining(", "))));
        }
        return table.text();
    }

    private static String machine(Machine machine) {
        return "%s, %d cores, %d GiB, %s"
                .formatted(machine.processor(), machine.cores(), machine.memoryGib(), machine.system());
    }

    private static String option(Map.Entry<String, String> option) {
        return "`" + option.getKey() + "`: `" + option.getValue() + "`";
    }
}
