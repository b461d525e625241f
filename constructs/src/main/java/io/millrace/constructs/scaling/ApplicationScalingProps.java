package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.FlinkApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What scales, between which bounds, and on what. Immutable: each method returns a changed copy.
 *
 * @param application with {@code Capacity.fixed} of the desired parallelism's initial value
 * @param desired in a stack that is deployed before the application's
 * @param minimum parallelism, at least 1
 * @param maximum parallelism, up to the service's quotas; more than Flink's maximum parallelism of the job's state makes
 *     scaling fail
 * @param metrics that scale out and in; with none the parallelism is that of the windows, or else the minimum
 * @param windows in which the minimum is higher
 * @param interval between two looks, whole minutes; 5 unless told. Each look is some five state transitions to pay
 * @param cooldown after any update of the application in which nothing is decided; 15 minutes unless told
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

    public static ApplicationScalingProps between(
            int minimum, int maximum, FlinkApplication application, DesiredParallelism desired) {
        return new ApplicationScalingProps(
                application,
                desired,
                minimum,
                maximum,
                List.of(),
                List.of(),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15));
    }

    /** Scales on one more metric. */
    public ApplicationScalingProps on(ScalingMetric metric) {
        List<ScalingMetric> more = new ArrayList<>(metrics);
        more.add(metric);
        return new ApplicationScalingProps(application, desired, minimum, maximum, more, windows, interval, cooldown);
    }

    /** Keeps one more time of the week at a higher minimum. */
    public ApplicationScalingProps during(ScalingWindow window) {
        List<ScalingWindow> more = new ArrayList<>(windows);
        more.add(window);
        return new ApplicationScalingProps(application, desired, minimum, maximum, metrics, more, interval, cooldown);
    }

    public ApplicationScalingProps interval(Duration changed) {
        return new ApplicationScalingProps(application, desired, minimum, maximum, metrics, windows, changed, cooldown);
    }

    public ApplicationScalingProps cooldown(Duration changed) {
        return new ApplicationScalingProps(application, desired, minimum, maximum, metrics, windows, interval, changed);
    }
}
