package io.millrace.constructs.scaling;

import java.util.stream.Collectors;

/**
 * The decision as a JSONata expression. It reads the state machine's variables {@code parallelism}, {@code updated},
 * {@code high}, {@code low} and {@code inAlarm} and the start time of the execution, and evaluates to the parallelism that
 * the application should have.
 */
final class ScalingDecision {
    private ScalingDecision() {}

    static String target(ApplicationScalingProps props) {
        String windows = props.windows().stream()
                .flatMap(window -> window.parts().stream())
                .map(ScalingDecision::literal)
                .collect(Collectors.joining(", ", "[", "]"));
        // the epoch is a Thursday; days are numbered from Monday
        return String.format("""
                {%% (
                  $now := $toMillis($states.context.Execution.StartTime);
                  $day := ($floor($now / 86400000) + 3) %% 7;
                  $minute := $floor($now / 60000) %% 1440;
                  $windows := %s;
                  $active := $windows[$day in days and from <= $minute and $minute < until];
                  $least := $max([%d, $active.minimum]);
                  $more := $count($high[$ in $inAlarm]) > 0;
                  $less := $count($low[$ in $inAlarm]) = $count($low);
                  $step := $count($high) = 0 ? $least
                    : $more ? $parallelism * 2
                    : $less ? $ceil($parallelism / 2)
                    : $parallelism;
                  $now - $toMillis($updated) < %d ? $parallelism : $min([$max([$step, $least]), %d])
                ) %%}""", windows, props.minimum(), props.cooldown().toMillis(), props.maximum());
    }

    private static String literal(ScalingWindow.Part part) {
        return String.format(
                "{'days': %s, 'from': %d, 'until': %d, 'minimum': %d}",
                part.days(), part.from(), part.until(), part.minimum());
    }
}
