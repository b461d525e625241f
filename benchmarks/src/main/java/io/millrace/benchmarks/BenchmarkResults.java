package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.worker.MeasurementResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** The results of one job, as medians over the rounds. */
final class BenchmarkResults {
    private final Map<Case, List<MeasurementResult>> answers = new HashMap<>();

    /** What was measured. */
    record Case(Implementation implementation, Backend backend, Scenario scenario) {}

    void add(Case measured, MeasurementResult answer) {
        answers.computeIfAbsent(measured, unknown -> new ArrayList<>()).add(answer);
    }

    OptionalDouble median(Case measured, ToDoubleFunction<RunMetrics> figure) {
        double[] figures = answers.getOrDefault(measured, List.of()).stream()
                .map(MeasurementResult::measurement)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        if (figures.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = figures.length / 2;
        return OptionalDouble.of(
                figures.length % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2);
    }

    OptionalLong stateBytes(Case measured) {
        for (MeasurementResult answer : answers.getOrDefault(measured, List.of())) {
            Long bytes = answer.stateBytes();
            if (bytes != null) {
                return OptionalLong.of(bytes);
            }
        }
        return OptionalLong.empty();
    }
}
