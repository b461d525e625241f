package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.BenchmarkCluster;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.results.Commit;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.RunConditions;
import io.millrace.benchmarks.suite.Benchmarks;
import io.millrace.benchmarks.worker.Worker;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** The conditions of this run. */
final class ThisRun {
    private ThisRun() {}

    static RunConditions of(List<String> arguments, Plan plan, Path home) {
        return new RunConditions(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                withoutFile(arguments),
                Commit.of(home),
                Machine.ofThisProcess(),
                Runtime.version().toString(),
                Worker.jvmOptions(),
                EnvironmentInformation.getVersion(),
                flinkOptions(plan));
    }

    /** The arguments but for the results file, whose path means nothing on another machine. */
    private static List<String> withoutFile(List<String> arguments) {
        List<String> others = new ArrayList<>(arguments);
        int option = others.indexOf("--results");
        if (option >= 0) {
            others.subList(option, option + 2).clear();
        }
        others.removeIf(argument -> argument.startsWith("--results="));
        return others;
    }

    /** The clusters' options, and those that an implementation sets, after its name. */
    private static Map<String, String> flinkOptions(Plan plan) {
        Map<String, String> options =
                new TreeMap<>(BenchmarkCluster.options(plan.timing().checkpointMillis()));
        for (Benchmark benchmark : Benchmarks.all()) {
            for (Implementation implementation : benchmark.implementations()) {
                benchmark
                        .pipeline(implementation)
                        .options()
                        .forEach((name, value) -> options.put(implementation.label() + ": " + name, value));
            }
        }
        return options;
    }
}
