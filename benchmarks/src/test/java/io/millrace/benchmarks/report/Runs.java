package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Machine;
import io.millrace.benchmarks.results.RunConditions;
import java.util.List;
import java.util.Map;

/** Runs of one commit, on machines that differ in their cores. */
final class Runs {
    private Runs() {}

    static RunConditions of(String id, int cores, Map<String, String> flinkOptions) {
        return new RunConditions(
                id,
                List.of(),
                "commit",
                new Machine("processor", cores, 8, "system"),
                "17",
                List.of(),
                "1.20",
                flinkOptions);
    }
}
