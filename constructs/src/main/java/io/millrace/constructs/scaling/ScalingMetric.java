package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;

/**
 * A metric that an application scales on. Above one threshold the parallelism doubles. Below the other it halves, if all
 * other metrics are low, too. Without data, the metric does neither. Immutable.
 *
 * @param id PascalCase; part of the ids of two alarms
 * @param metric with its statistic and period, such as the age of the records that the application reads
 * @param scaleOutAbove in the metric's unit
 * @param scaleInBelow in the metric's unit, less than {@code scaleOutAbove}
 * @param scaleOutPeriods how many consecutive periods of the metric it takes to double, 1 to 60
 * @param scaleInPeriods how many consecutive periods of the metric it takes to halve, 1 to 60
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
        return builder(id, metric, scaleOutAbove, scaleInBelow).build();
    }

    public static Builder builder(String id, IMetric metric, double scaleOutAbove, double scaleInBelow) {
        return new Builder(id, metric, scaleOutAbove, scaleInBelow);
    }

    /** Builds a scaling metric. */
    public static final class Builder {
        private final String id;
        private final IMetric metric;
        private final double scaleOutAbove;
        private final double scaleInBelow;
        private int scaleOutPeriods = 3;
        private int scaleInPeriods = 12;

        private Builder(String id, IMetric metric, double scaleOutAbove, double scaleInBelow) {
            this.id = id;
            this.metric = metric;
            this.scaleOutAbove = scaleOutAbove;
            this.scaleInBelow = scaleInBelow;
        }

        /** 3 by default. */
        public Builder scaleOutPeriods(int periods) {
            this.scaleOutPeriods = periods;
            return this;
        }

        /** 12 by default. */
        public Builder scaleInPeriods(int periods) {
            this.scaleInPeriods = periods;
            return this;
        }

        public ScalingMetric build() {
            return new ScalingMetric(id, metric, scaleOutAbove, scaleInBelow, scaleOutPeriods, scaleInPeriods);
        }
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
