package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.worker.MeasurementResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** The results of one job, in every round. */
final class BenchmarkResults {
    private final Map<Case, List<MeasurementResult>> answers = new LinkedHashMap<>();

    /** What was measured. */
    record Case(Implementation implementation, Backend backend, Scenario scenario) {}

    void add(Case measured, MeasurementResult answer) {
        answers.computeIfAbsent(measured, unknown -> new ArrayList<>()).add(answer);
    }

    /** The results of each case, by round. */
    Map<Case, List<MeasurementResult>> byCase() {
        return Map.copyOf(answers);
    }

    /** The spread of a figure over the rounds, or nothing if the case was not measured. */
    Optional<Spread> spread(Case measured, ToDoubleFunction<RunMetrics> figure) {
        double[] figures = answers.getOrDefault(measured, List.of()).stream()
                .map(MeasurementResult::measurement)
                .mapToDouble(figure)
                .toArray();
        return figures.length == 0 ? Optional.empty() : Optional.of(Spread.of(figures));
    }

    OptionalDouble median(Case measured, ToDoubleFunction<RunMetrics> figure) {
        return spread(measured, figure)
                .map(Spread::median)
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
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
