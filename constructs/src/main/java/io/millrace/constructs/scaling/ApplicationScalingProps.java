package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.FlinkApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What scales, between which bounds, and on what. Immutable.
 *
 * @param application with {@code Capacity.fixed} of the desired parallelism's initial value
 * @param desired in a stack that is deployed before the application's
 * @param minimum parallelism, at least 1
 * @param maximum parallelism, up to the service's quotas; above Flink's maximum parallelism for the job's state, scaling
 *     fails
 * @param metrics that scale out and in; without any, the parallelism is that of the windows, or else the minimum
 * @param windows in which the minimum is higher
 * @param interval between two checks, in whole minutes; each check costs about five state transitions
 * @param cooldown after any update of the application, in which nothing changes
 */
public record ApplicationScalingProps(
        FlinkApplication application,
        DesiredParallelism desired,
        int minimum,
        int maximum,
        List<ScalingMetric> metrics,
        List<ScalingWindow> windows,
        Duration interval,
        Duration cooldown) {

    public ApplicationScalingProps {
        requireNonNull(application, "application is null");
        requireNonNull(desired, "desired is null");
        metrics = List.copyOf(metrics);
        windows = List.copyOf(windows);
        requireNonNull(interval, "interval is null");
        requireNonNull(cooldown, "cooldown is null");
    }

    public static Builder builder(FlinkApplication application, DesiredParallelism desired, int minimum, int maximum) {
        return new Builder(application, desired, minimum, maximum);
    }

    /** Builds the props. */
    public static final class Builder {
        private final FlinkApplication application;
        private final DesiredParallelism desired;
        private final int minimum;
        private final int maximum;
        private final List<ScalingMetric> metrics = new ArrayList<>();
        private final List<ScalingWindow> windows = new ArrayList<>();
        private Duration interval = Duration.ofMinutes(5);
        private Duration cooldown = Duration.ofMinutes(15);

        private Builder(FlinkApplication application, DesiredParallelism desired, int minimum, int maximum) {
            this.application = application;
            this.desired = desired;
            this.minimum = minimum;
            this.maximum = maximum;
        }

        /** Adds a metric to scale on. */
        public Builder on(ScalingMetric metric) {
            metrics.add(metric);
            return this;
        }

        /** Adds a time of the week with a higher minimum. */
        public Builder during(ScalingWindow window) {
            windows.add(window);
            return this;
        }

        /** 5 minutes by default. */
        public Builder interval(Duration minutes) {
            this.interval = minutes;
            return this;
        }

        /** 15 minutes by default. */
        public Builder cooldown(Duration time) {
            this.cooldown = time;
            return this;
        }

        public ApplicationScalingProps build() {
            return new ApplicationScalingProps(
                    application, desired, minimum, maximum, metrics, windows, interval, cooldown);
        }
    }
}
