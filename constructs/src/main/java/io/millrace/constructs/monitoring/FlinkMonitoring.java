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
 * Alarms for an application and its inputs, and a dashboard, made for its runtime and its metrics level.
 *
 * <p>Each alarm's description says what it means and where its page in the runbook is. An alarm ends by itself when its
 * cause does; of restarts and failed checkpoints that says only that there were no more of them.
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
        getNode().addValidation(() -> mistakes(props));
    }

    /** The alarms of a kind, to add actions to: none, one, or one for each input. */
    public List<Alarm> alarms(AlarmKind kind) {
        return List.copyOf(alarms.getOrDefault(requireNonNull(kind, "kind is null"), List.of()));
    }

    /** The dashboard, to add widgets to. */
    public Dashboard dashboard() {
        return dashboard;
    }

    private static List<String> mistakes(FlinkMonitoringProps props) {
        boolean unwatched = props.thresholds().of(AlarmKind.REJECTED_RECORDS).isPresent()
                && props.rejected().isEmpty();
        return unwatched
                ? List.of("rejected records must have a stream, got a threshold alone; name it with rejected(stream)")
                : List.of();
    }
}
