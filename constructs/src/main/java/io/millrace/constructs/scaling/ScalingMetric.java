package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;

/**
 * A metric that an application scales on. Above one threshold the parallelism doubles; below the other it halves, if that
 * of every other metric is low, too. A metric without data does neither. Immutable.
 *
 * @param id PascalCase; part of the ids of two alarms
 * @param metric with its statistic and period, such as the age of the records that the application reads
 * @param scaleOutAbove in the metric's own unit
 * @param scaleInBelow in the metric's own unit, less than {@code scaleOutAbove}
 * @param scaleOutPeriods how many of the metric's periods in a row decide to double, 1 to 60; 3 unless told
 * @param scaleInPeriods how many of the metric's periods in a row decide to halve, 1 to 60; 12 unless told
 */
public record ScalingMetric(
        String id, IMetric metric, double scaleOutAbove, double scaleInBelow, int scaleOutPeriods, int scaleInPeriods) {

    public ScalingMetric {
        requireNonNull(id, "id is null");
        requireNonNull(metric, "metric is null");
        if (!(scaleInBelow < scaleOutAbove)) {
            throw new IllegalArgumentException("scaleInBelow must be less than scaleOutAbove (" + scaleOutAbove
                    + "), got " + scaleInBelow + "; between them nothing changes");
        }
        if (Math.min(scaleOutPeriods, scaleInPeriods) < 1 || Math.max(scaleOutPeriods, scaleInPeriods) > 60) {
            throw new IllegalArgumentException("periods must be 1 to 60, got " + scaleOutPeriods + " to scale out and "
                    + scaleInPeriods + " to scale in");
        }
    }

    public static ScalingMetric of(String id, IMetric metric, double scaleOutAbove, double scaleInBelow) {
        return new ScalingMetric(id, metric, scaleOutAbove, scaleInBelow, 3, 12);
    }

    public ScalingMetric scaleOutPeriods(int changed) {
        return new ScalingMetric(id, metric, scaleOutAbove, scaleInBelow, changed, scaleInPeriods);
    }

    public ScalingMetric scaleInPeriods(int changed) {
        return new ScalingMetric(id, metric, scaleOutAbove, scaleInBelow, scaleOutPeriods, changed);
    }

    ScalingAlarm high() {
        return new ScalingAlarm(
                id + "High", metric, ComparisonOperator.GREATER_THAN_THRESHOLD, scaleOutAbove, scaleOutPeriods);
    }

    ScalingAlarm low() {
        return new ScalingAlarm(
                id + "Low", metric, ComparisonOperator.LESS_THAN_THRESHOLD, scaleInBelow, scaleInPeriods);
    }
}
