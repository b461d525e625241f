package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Measurement;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Contender;
import io.millrace.benchmarks.worker.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** What was found of one job, as medians over the rounds. */
final class Findings {
    private final Map<Subject, List<Answer>> answers = new HashMap<>();

    /** Who was put to what. */
    record Subject(Contender contender, Backend backend, Scenario scenario) {}

    void add(Subject subject, Answer answer) {
        answers.computeIfAbsent(subject, unknown -> new ArrayList<>()).add(answer);
    }

    OptionalDouble median(Subject subject, ToDoubleFunction<Measurement> figure) {
        double[] figures = answers.getOrDefault(subject, List.of()).stream()
                .map(Answer::measurement)
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

    OptionalLong stateBytes(Subject subject) {
        for (Answer answer : answers.getOrDefault(subject, List.of())) {
            Long bytes = answer.stateBytes();
            if (bytes != null) {
                return OptionalLong.of(bytes);
            }
        }
        return OptionalLong.empty();
    }
}
