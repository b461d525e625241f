package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    private final Map<AlarmKind, List<Alarm>> alarms = new EnumMap<>(AlarmKind.class);
    private final Dashboard dashboard;

    public FlinkMonitoring(Construct scope, String id, FlinkMonitoringProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        List<Alarm> all = new ArrayList<>();
        for (AlarmRule rule : AlarmRules.of(props)) {
            Alarm alarm = rule.in(this, props.runbook());
            if (!props.actions().isEmpty()) {
                alarm.addAlarmAction(props.actions().toArray(IAlarmAction[]::new));
            }
            alarms.computeIfAbsent(rule.kind(), unused -> new ArrayList<>()).add(alarm);
            all.add(alarm);
        }
        this.dashboard = FlinkDashboard.in(this, props, all);
        getNode().addValidation(() -> violations(props));
    }

    /** The alarms of a kind, for adding actions: none, one, or one for each input. */
    public List<Alarm> alarms(AlarmKind kind) {
        return List.copyOf(alarms.getOrDefault(requireNonNull(kind, "kind is null"), List.of()));
    }

    /** The dashboard, for adding widgets. */
    public Dashboard dashboard() {
        return dashboard;
    }

    private static List<String> violations(FlinkMonitoringProps props) {
        List<String> violations = new ArrayList<>();
        if (props.thresholds().of(AlarmKind.REJECTED_RECORDS).isPresent()
                && props.rejected().isEmpty()) {
            violations.add("a threshold for rejected records must have a stream to watch, got none; set rejected");
        }
        if (props.thresholds().of(AlarmKind.WATERMARK_LAG).isPresent()
                && FlinkMetrics.of(props.application()).isQueried()) {
            violations.add(String.format(
                    "a threshold for watermark lag must be at metrics level APPLICATION, got '%s', where it takes two"
                            + " queries and CloudWatch allows an alarm one; drop it or lower the level",
                    props.application().props().metricsLevel()));
        }
        return violations;
    }
}
