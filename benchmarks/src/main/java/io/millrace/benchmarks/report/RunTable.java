package io.millrace.benchmarks.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.RunConditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The runs, a table for all that have the same conditions. Those after the first table are given by what differs from it. */
final class RunTable {
    private RunTable() {}

    /** What is the same for the runs of one table. */
    private record Conditions(String platform, Map<String, String> flinkOptions) {
        static Conditions of(RunConditions run) {
            return new Conditions(RunTable.platform(run), run.flinkOptions());
        }
    }

    static String text(BenchmarkResults results) {
        if (results.runs().isEmpty()) {
            return Region.NO_RESULTS;
        }
        Map<Conditions, List<RunConditions>> tables =
                results.runs().stream().collect(groupingBy(Conditions::of, LinkedHashMap::new, toList()));
        Conditions first = tables.keySet().iterator().next();
        return tables.entrySet().stream()
                .map(runs -> heading(runs.getKey(), first) + "\n\n" + table(runs.getValue()))
                .collect(joining("\n"));
    }

    private static String heading(Conditions conditions, Conditions first) {
        boolean isFirst = conditions.equals(first);
        String platform =
                !isFirst && conditions.platform().equals(first.platform()) ? "The same" : conditions.platform();
        String options = isFirst
                ? options(conditions.flinkOptions())
                : differences(conditions.flinkOptions(), first.flinkOptions());
        return platform + " with\n\n```text\n" + options + "\n```";
    }

    private static String options(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + ": " + option.getValue())
                .collect(joining("\n"));
    }

    /** The options that the other runs do not have, and the names of those that only they have. */
    private static String differences(Map<String, String> options, Map<String, String> others) {
        Map<String, String> differences = new TreeMap<>(options);
        differences.entrySet().removeAll(others.entrySet());
        others.keySet().stream()
                .filter(name -> !options.containsKey(name))
                .forEach(name -> differences.put(name, "not set"));
        return differences.isEmpty() ? "the options above" : options(differences);
    }

    private static String platform(RunConditions run) {
        return "%s; Java %s with `%s`; Flink %s"
                .formatted(machine(run.machine()), run.java(), String.join(" ", run.jvmOptions()), run.flink());
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
