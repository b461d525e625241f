package io.millrace.local.observe;

import io.millrace.assembly.deployment.AlarmPlan;
import io.millrace.console.report.ApplicationReport;
import io.millrace.console.report.EdgeReport;
import io.millrace.console.report.alarm.AlarmReport;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The stage's alarms, evaluated on what is observed of its applications. */
final class StageAlarms {
    private static final Set<String> NOT_RUNNING = Set.of("downtime", "restartingTime + cancellingTime + failingTime");
    private static final Set<String> RESTARTS = Set.of("DIFF(fullRestarts)", "DIFF(numRestarts)");
    private static final String FAILED_CHECKPOINTS = "DIFF(numberOfFailedCheckpoints)";
    private static final Set<String> OTHERS = Set.of(
            "lastCheckpointDuration", "lastCheckpointSize", "backPressuredTimeMsPerSecond", "millisBehindLatest");
    /** A percentage of a second in milliseconds. */
    private static final double MILLIS_OF_A_PERCENT = 10;

    private final Map<AlarmPlan, AlarmEvaluation> evaluations = new HashMap<>();
    /** Since when an application does not run, by its name. */
    private final Map<String, Long> downSince = new HashMap<>();

    /** What the alarms are now; those whose metric the local runtime does not have are not evaluated. */
    List<AlarmReport> evaluate(
            List<AlarmPlan> alarms, List<ApplicationReport> applications, List<EdgeReport> edges, long now) {
        for (ApplicationReport application : applications) {
            if (application.status().equals("RUNNING")) {
                downSince.remove(application.name());
            } else {
                downSince.putIfAbsent(application.name(), now);
            }
        }
        evaluations.keySet().retainAll(alarms);
        return alarms.stream()
                .map(alarm -> applications.stream()
                        .filter(application -> alarm.application()
                                .filter(application.name()::equals)
                                .isPresent())
                        .filter(application -> isKnown(alarm.metric()))
                        .findFirst()
                        .map(application -> evaluate(alarm, application, edges, now))
                        .orElseGet(() -> report(alarm, Optional.empty(), Optional.empty())))
                .toList();
    }

    private static boolean isKnown(String metric) {
        return NOT_RUNNING.contains(metric) || isCounter(metric) || OTHERS.contains(metric);
    }

    private static boolean isCounter(String metric) {
        return RESTARTS.contains(metric) || metric.equals(FAILED_CHECKPOINTS);
    }

    private AlarmReport evaluate(AlarmPlan alarm, ApplicationReport application, List<EdgeReport> edges, long now) {
        AlarmEvaluation evaluation = Objects.requireNonNull(
                evaluations.computeIfAbsent(alarm, added -> new AlarmEvaluation(added, isCounter(added.metric()))));
        evaluation.add(now, sample(alarm, application, edges, now));
        return report(alarm, Optional.of(evaluation.state(now)), evaluation.value(now));
    }

    private Optional<Double> sample(AlarmPlan alarm, ApplicationReport application, List<EdgeReport> edges, long now) {
        String metric = alarm.metric();
        if (NOT_RUNNING.contains(metric)) {
            return Optional.of((double) now - downSince.getOrDefault(application.name(), now));
        }
        if (RESTARTS.contains(metric)) {
            return Optional.of((double) application.restarts());
        }
        return switch (metric) {
            case FAILED_CHECKPOINTS ->
                Optional.of((double) application.checkpoints().failed());
            case "lastCheckpointDuration" ->
                application.checkpoints().lastDurationMillis().map(Long::doubleValue);
            case "lastCheckpointSize" -> application.checkpoints().lastBytes().map(Long::doubleValue);
            case "backPressuredTimeMsPerSecond" ->
                application.backPressuredPercent().map(percent -> percent * MILLIS_OF_A_PERCENT);
            default ->
                edges.stream()
                        .filter(edge -> edge.application().equals(application.name()))
                        .filter(edge ->
                                alarm.stream().filter(edge.stream()::equals).isPresent())
                        .flatMap(edge -> edge.lagMillis().stream())
                        .max(Long::compare)
                        .map(Long::doubleValue);
        };
    }

    private static AlarmReport report(AlarmPlan alarm, Optional<Outcome> state, Optional<Double> value) {
        return new AlarmReport(
                alarm.name(),
                alarm.application(),
                alarm.metric(),
                alarm.comparison(),
                alarm.threshold(),
                alarm.periodSeconds() * 1000L,
                alarm.periods(),
                state,
                value);
    }
}
