package io.millrace.console.report.alarm;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.history.HistoryEvent.Outcome;
import java.util.Optional;

/**
 * An alarm of the stage. CloudWatch evaluates it on AWS; here it has a state if the local runtime has its metric.
 *
 * @param application the name of the application that it watches; absent if it watches something else
 * @param metric the metric's name, or an expression with the names of its metrics
 * @param comparison CloudWatch's {@code ComparisonOperator}
 * @param periodMillis how long a period is
 * @param periods how many of the latest periods are evaluated
 * @param state OK, ALARM or INSUFFICIENT_DATA; absent when the alarm is not evaluated here
 * @param value of the metric in the latest period; absent when there is none
 */
public record AlarmReport(
        String name,
        Optional<String> application,
        String metric,
        String comparison,
        double threshold,
        long periodMillis,
        int periods,
        Optional<Outcome> state,
        Optional<Double> value) {
    public AlarmReport {
        requireNonNull(name, "name is null");
        requireNonNull(application, "application is null");
        requireNonNull(metric, "metric is null");
        requireNonNull(comparison, "comparison is null");
        requireNonNull(state, "state is null");
        requireNonNull(value, "value is null");
    }
}
