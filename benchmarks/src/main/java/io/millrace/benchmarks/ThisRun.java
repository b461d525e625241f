package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.BenchmarkCluster;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.results.Commit;
import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.Run;
import io.millrace.benchmarks.suite.Benchmarks;
import io.millrace.benchmarks.worker.Worker;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** The conditions of this run. */
final class ThisRun {
    private ThisRun() {}

    static Run of(List<String> arguments, Path home) {
        return new Run(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                arguments,
                Commit.of(home),
                Machine.ofThisProcess(),
                Runtime.version().toString(),
                Worker.jvmOptions(),
                EnvironmentInformation.getVersion(),
                flinkOptions());
    }

    /** The clusters' options, and those that an implementation sets, after its name. */
    private static Map<String, String> flinkOptions() {
        Map<String, String> options = new TreeMap<>(BenchmarkCluster.options());
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
