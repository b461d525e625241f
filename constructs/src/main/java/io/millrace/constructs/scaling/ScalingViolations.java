package io.millrace.constructs.scaling;

import io.millrace.constructs.flink.Capacity;
import io.millrace.contract.service.ServiceQuotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;

/** The rules of a scaling: those of its bounds, and those between it and the application. */
final class ScalingViolations {
    /** Flink's default maximum parallelism is at least this, and at least half as much again as the initial parallelism. */
    private static final int MIN_MAX_PARALLELISM = 128;

    private ScalingViolations() {}

    static List<String> of(ApplicationScalingProps props) {
        List<String> violations = new ArrayList<>();
        if (props.metrics().isEmpty() && props.windows().isEmpty()) {
            violations.add("scaling must have a metric or a window, got neither; add one with on or during");
        }
        bounds(props, violations);
        if (!isWholeMinutes(props.interval()) || props.interval().toMinutes() < 1) {
            violations.add("interval must be whole minutes, at least 1, got '" + props.interval() + "'");
        }
        if (props.cooldown().isNegative()) {
            violations.add("cooldown must not be negative, got '" + props.cooldown() + "'");
        }
        between(props, violations);
        return violations;
    }

    /** A warning when Flink's default maximum parallelism, which the job's state is bound to, is below the maximum. */
    static Optional<String> stateWarning(ApplicationScalingProps props) {
        int initial = props.desired().initial();
        int room = Math.max(MIN_MAX_PARALLELISM, powerOfTwoFrom(initial + (initial + 1) / 2));
        return props.maximum() > room
                ? Optional.of(String.format(
                        "a job that starts with a parallelism of %d can be scaled to %d at most, less than the maximum of"
                                + " %d, unless it sets pipeline.max-parallelism",
                        initial, room, props.maximum()))
                : Optional.empty();
    }

    private static void bounds(ApplicationScalingProps props, List<String> violations) {
        int maximum = props.maximum();
        if (props.minimum() < 1 || props.minimum() > maximum) {
            violations.add(String.format("minimum must be 1 to the maximum of %d, got %d", maximum, props.minimum()));
        }
        ServiceQuotas quotas = props.application().props().quotas();
        int perKpu = Math.max(1, props.application().props().capacity().parallelismPerKpu());
        int most = (int) Math.min(quotas.parallelism(), (long) quotas.kpus() * perKpu);
        if (maximum > most) {
            violations.add(String.format(
                    "maximum must be at most %d (%d KPUs with %d tasks each, and a parallelism of %d), got %d; declare"
                            + " raised quotas with ServiceQuotas",
                    most, quotas.kpus(), perKpu, quotas.parallelism(), maximum));
        }
        for (ScalingWindow window : props.windows()) {
            if (window.minimum() < props.minimum() || window.minimum() > maximum) {
                violations.add(String.format(
                        "the minimum of the window from %s to %s must be %d to %d, got %d",
                        window.from(), window.until(), props.minimum(), maximum, window.minimum()));
            }
        }
    }

    private static void between(ApplicationScalingProps props, List<String> violations) {
        Capacity capacity = props.application().props().capacity();
        int initial = props.desired().initial();
        if (initial < props.minimum() || initial > props.maximum()) {
            violations.add(String.format(
                    "the initial parallelism must be %d to %d, got %d", props.minimum(), props.maximum(), initial));
        }
        if (capacity.scaling() == Capacity.Scaling.AUTOMATIC) {
            violations.add("a scaled application must have Capacity.fixed, got Capacity.autoscaling: the service would"
                    + " change the same parallelism");
        }
        if (capacity.parallelism() != initial) {
            violations.add(String.format(
                    "the application's capacity must be the initial parallelism of %d, which is what it starts with,"
                            + " got %d",
                    initial, capacity.parallelism()));
        }
        if (Stack.of(props.desired()) == Stack.of(props.application())) {
            violations.add("the desired parallelism must be in a stack that is deployed before the application's, got"
                    + " the same stack: a template can only read a parameter that exists; move it to the streams");
        }
    }

    private static boolean isWholeMinutes(Duration duration) {
        return duration.equals(Duration.ofMinutes(duration.toMinutes()));
    }

    private static int powerOfTwoFrom(int number) {
        int highest = Integer.highestOneBit(number);
        return highest == number ? number : highest * 2;
    }
}
