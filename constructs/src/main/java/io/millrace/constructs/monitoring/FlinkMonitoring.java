package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.constructs.Construct;

/**
 * Alarms for an application and its inputs, and a dashboard, for its runtime and metrics level.
 *
 * <p>Each alarm's description states what it means and links to its section in the runbook. An alarm goes back to OK when
 * its cause is gone; for restarts and failed checkpoints that only means that there were no more of them.
 */
public final class FlinkMonitoring extends Construct {
    private static final String WARNING = "Warning";

    private final Map<AlarmKind, List<Alarm>> alarms = new EnumMap<>(AlarmKind.class);
    private final Map<AlarmKind, List<Alarm>> warnings = new EnumMap<>(AlarmKind.class);
    private final Dashboard dashboard;

    public FlinkMonitoring(Construct scope, String id, FlinkMonitoringProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        List<Alarm> all = create(alarms, props, props.thresholds(), "", props.actions());
        all.addAll(create(warnings, props, props.warnings(), WARNING, props.warningActions()));
        this.dashboard = FlinkDashboard.in(this, props, all);
        getNode().addValidation(() -> violations(props));
    }

    /** The alarms of a kind, for adding actions: none, one, or one for each input. */
    public List<Alarm> alarms(AlarmKind kind) {
        return List.copyOf(alarms.getOrDefault(requireNonNull(kind, "kind is null"), List.of()));
    }

    /** The warnings of a kind: none, one, or one for each input. */
    public List<Alarm> warnings(AlarmKind kind) {
        return List.copyOf(warnings.getOrDefault(requireNonNull(kind, "kind is null"), List.of()));
    }

    /** The dashboard, for adding widgets. */
    public Dashboard dashboard() {
        return dashboard;
    }

    private List<Alarm> create(
            Map<AlarmKind, List<Alarm>> created,
            FlinkMonitoringProps props,
            AlarmThresholds thresholds,
            String severity,
            List<IAlarmAction> actions) {
        List<Alarm> all = new ArrayList<>();
        for (AlarmRule rule : AlarmRules.of(Stack.of(this), props, thresholds)) {
            Alarm alarm = rule.in(this, props.runbook(), severity);
            if (!actions.isEmpty()) {
                alarm.addAlarmAction(actions.toArray(IAlarmAction[]::new));
            }
            created.computeIfAbsent(rule.kind(), unused -> new ArrayList<>()).add(alarm);
            all.add(alarm);
        }
        return all;
    }

    private static List<String> violations(FlinkMonitoringProps props) {
        List<String> violations = new ArrayList<>();
        for (AlarmThresholds thresholds : List.of(props.thresholds(), props.warnings())) {
            if (thresholds.of(AlarmKind.REJECTED_RECORDS).isPresent()
                    && props.rejected().isEmpty()) {
                violations.add("a threshold for rejected records must have a stream to watch, got none; set rejected");
            }
            if (thresholds.of(AlarmKind.WATERMARK_LAG).isPresent()
                    && FlinkMetrics.of(props.application()).isQueried()) {
                violations.add(String.format(
                        "a threshold for watermark lag must be at metrics level APPLICATION, got '%s', where it takes two"
                                + " queries and CloudWatch allows an alarm one; drop it or lower the level",
                        props.application().metricsLevel()));
            }
        }
        for (AlarmKind kind : AlarmKind.values()) {
            OptionalDouble alarm = props.thresholds().of(kind);
            OptionalDouble warning = props.warnings().of(kind);
            if (alarm.isPresent()
                    && warning.isPresent()
                    && !isBefore(kind, warning.getAsDouble(), alarm.getAsDouble())) {
                violations.add(String.format(
                        Locale.ROOT,
                        "the warning of %s must come before its alarm at %s, got %s; start warnings with"
                                + " AlarmThresholds.none().toBuilder()",
                        kind,
                        alarm.getAsDouble(),
                        warning.getAsDouble()));
            }
        }
        return violations;
    }

    private static boolean isBefore(AlarmKind kind, double warning, double alarm) {
        return kind == AlarmKind.OUTPUT_RATE ? warning > alarm : warning < alarm;
    }
}
