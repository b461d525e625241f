package io.millrace.local.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.AlarmPlan;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Evaluates an alarm on samples, as CloudWatch does on a metric's values: by periods, of which the latest ends now. Periods
 * before the first sample have no value.
 */
final class AlarmEvaluation {
    private record Sample(long atMillis, double value) {}

    private final AlarmPlan alarm;
    private final boolean isCounter;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private double total = Double.NaN;

    /** @param isCounter whether the metric is the growth of the value that is sampled */
    AlarmEvaluation(AlarmPlan alarm, boolean isCounter) {
        this.alarm = requireNonNull(alarm, "alarm is null");
        this.isCounter = isCounter;
    }

    void add(long atMillis, Optional<Double> value) {
        value.ifPresent(sampled -> samples.addLast(new Sample(atMillis, isCounter ? growth(sampled) : sampled)));
        long oldest = atMillis - (long) alarm.periods() * periodMillis();
        while (!samples.isEmpty() && samples.getFirst().atMillis() <= oldest) {
            samples.removeFirst();
        }
    }

    /** A job that is submitted again counts from 0. */
    private double growth(double counter) {
        double growth = Double.isNaN(total) ? 0 : counter < total ? counter : counter - total;
        total = counter;
        return growth;
    }

    private long periodMillis() {
        return alarm.periodSeconds() * 1000L;
    }

    /** The metric's value in the latest period. */
    Optional<Double> value(long nowMillis) {
        OptionalDouble value = value(nowMillis, 0);
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private OptionalDouble value(long nowMillis, int periodsAgo) {
        long end = nowMillis - periodsAgo * periodMillis();
        DoubleStream values = samples.stream()
                .filter(sample -> sample.atMillis() <= end && sample.atMillis() > end - periodMillis())
                .mapToDouble(Sample::value);
        if (isCounter) {
            double[] grown = values.toArray();
            return grown.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(DoubleStream.of(grown).sum());
        }
        return switch (alarm.statistic()) {
            case "Minimum" -> values.min();
            case "Average" -> values.average();
            default -> values.max();
        };
    }

    Outcome state(long nowMillis) {
        List<OptionalDouble> values = IntStream.range(0, alarm.periods())
                .mapToObj(ago -> value(nowMillis, ago))
                .toList();
        if (values.stream().noneMatch(OptionalDouble::isPresent) && !alarm.missingIsBreaching()) {
            return Outcome.INSUFFICIENT_DATA;
        }
        long breaches = values.stream().filter(this::isBreaching).count();
        return breaches >= alarm.datapoints() ? Outcome.ALARM : Outcome.OK;
    }

    private boolean isBreaching(OptionalDouble value) {
        if (value.isEmpty()) {
            return alarm.missingIsBreaching();
        }
        double number = value.getAsDouble();
        return switch (alarm.comparison()) {
            case "GreaterThanOrEqualToThreshold" -> number >= alarm.threshold();
            case "LessThanThreshold" -> number < alarm.threshold();
            case "LessThanOrEqualToThreshold" -> number <= alarm.threshold();
            default -> number > alarm.threshold();
        };
    }
}
