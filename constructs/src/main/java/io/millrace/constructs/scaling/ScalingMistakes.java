package io.millrace.constructs.scaling;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.ServiceQuotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;

/** What is wrong with a scaling: with its bounds, and between it and the application. */
final class ScalingMistakes {
    /** Flink makes room in its state for this many tasks at least, and for half as many again as it starts with. */
    private static final int LEAST_MAX_PARALLELISM = 128;

    private ScalingMistakes() {}

    static List<String> of(ApplicationScalingProps props) {
        List<String> mistakes = new ArrayList<>();
        if (props.metrics().isEmpty() && props.windows().isEmpty()) {
            mistakes.add("scaling must have a metric or a window, got neither; add one with 'on' or 'during'");
        }
        bounds(props, mistakes);
        if (!isWholeMinutes(props.interval()) || props.interval().toMinutes() < 1) {
            mistakes.add("interval must be whole minutes, at least 1, got " + props.interval());
        }
        if (props.cooldown().isNegative()) {
            mistakes.add("cooldown must not be negative, got " + props.cooldown());
        }
        between(props, mistakes);
        return mistakes;
    }

    /** A sentence when the state of a job that chose no maximum parallelism of its own has no room for the maximum. */
    static Optional<String> stateWarning(ApplicationScalingProps props) {
        int initial = props.desired().initial();
        int room = Math.max(LEAST_MAX_PARALLELISM, powerOfTwoFrom(initial + (initial + 1) / 2));
        return props.maximum() > room
                ? Optional.of(String.format(
                        "a job that starts with a parallelism of %d can be scaled to %d at most, less than the maximum of"
                                + " %d, unless it sets pipeline.max-parallelism",
                        initial, room, props.maximum()))
                : Optional.empty();
    }

    private static void bounds(ApplicationScalingProps props, List<String> mistakes) {
        int maximum = props.maximum();
        if (props.minimum() < 1 || props.minimum() > maximum) {
            mistakes.add(String.format("minimum must be 1 to the maximum of %d, got %d", maximum, props.minimum()));
        }
        ServiceQuotas quotas = props.application().quotas();
        int perKpu = Math.max(1, props.application().capacity().parallelismPerKpu());
        int most = (int) Math.min(quotas.parallelism(), (long) quotas.kpus() * perKpu);
        if (maximum > most) {
            mistakes.add(String.format(
                    "maximum must be at most %d (%d KPUs with %d tasks each, and a parallelism of %d), got %d; state"
                            + " raised quotas with ServiceQuotas",
                    most, quotas.kpus(), perKpu, quotas.parallelism(), maximum));
        }
        for (ScalingWindow window : props.windows()) {
            if (window.minimum() < props.minimum() || window.minimum() > maximum) {
                mistakes.add(String.format(
                        "the minimum of the window from %s to %s must be %d to %d, got %d",
                        window.from(), window.until(), props.minimum(), maximum, window.minimum()));
            }
        }
    }

    private static void between(ApplicationScalingProps props, List<String> mistakes) {
        Capacity capacity = props.application().capacity();
        int initial = props.desired().initial();
        if (initial < props.minimum() || initial > props.maximum()) {
            mistakes.add(String.format(
                    "the initial parallelism must be %d to %d, got %d", props.minimum(), props.maximum(), initial));
        }
        if (capacity.scaling() == Capacity.Scaling.AUTOMATIC) {
            mistakes.add("a scaled application must have Capacity.fixed, got Capacity.autoscaling: the service would"
                    + " change the same parallelism");
        }
        if (capacity.parallelism() != initial) {
            mistakes.add(String.format(
                    "the application's capacity must be the initial parallelism of %d, which is what it starts with,"
                            + " got %d",
                    initial, capacity.parallelism()));
        }
        if (Stack.of(props.desired()) == Stack.of(props.application())) {
            mistakes.add("the desired parallelism must be in a stack that is deployed before the application's, got"
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
