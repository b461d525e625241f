package io.millrace.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.RunConditions;
import java.util.LinkedHashMap;
import java.util.List;

/** The runs, a table for all that have the same machine and options. */
final class RunTable {
    private RunTable() {}

    static String text(BenchmarkResults results) {
        if (results.runs().isEmpty()) {
            return Region.NO_RESULTS;
        }
        return results.runs().stream()
                .collect(groupingBy(RunTable::platform, LinkedHashMap::new, toList()))
                .entrySet()
                .stream()
                .map(runs -> runs.getKey() + "\n\n" + table(runs.getValue()))
                .collect(joining("\n"));
    }

    private static String platform(RunConditions run) {
        return "%s; Java %s with `%s`; Flink %s with\n\n```text\n%s\n```"
                .formatted(
                        machine(run.machine()),
                        run.java(),
                        String.join(" ", run.jvmOptions()),
                        run.flink(),
                        run.flinkOptions().entrySet().stream()
                                .map(option -> option.getKey() + ": " + option.getValue())
                                .collect(joining("\n")));
    }

    private static String table(List<RunConditions> runs) {
        Table table = new Table(3, List.of("run", "`millrace bench`", "commit"));
        for (RunConditions run : runs) {
            table.row(List.of(run.id(), "`" + String.join(" ", run.command()) + "`", run.commit()));
        }
        return table.text();
    }

    private static String machine(Machine machine) {
        return "%s, %d cores, %d GiB, %s"
                .formatted(machine.processor(), machine.cores(), machine.memoryGib(), machine.system());
    }
}
