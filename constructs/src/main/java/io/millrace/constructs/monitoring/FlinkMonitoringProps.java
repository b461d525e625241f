package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.streams.EventStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * Which application to watch, from which values on, and whom to tell. Immutable: each method returns a changed copy.
 *
 * <p>Defaults: {@link AlarmThresholds#defaults()}; alarms that tell nobody, and are seen on the dashboard and in the
 * console; no stream of rejected records; {@code docs/operating.md} as the runbook.
 */
public final class FlinkMonitoringProps {
    private final FlinkApplication application;
    private final AlarmThresholds thresholds;
    private final List<IAlarmAction> actions;
    private final @Nullable EventStream rejected;
    private final String runbook;

    private FlinkMonitoringProps(
            FlinkApplication application,
            AlarmThresholds thresholds,
            List<IAlarmAction> actions,
            @Nullable EventStream rejected,
            String runbook) {
        this.application = application;
        this.thresholds = thresholds;
        this.actions = List.copyOf(actions);
        this.rejected = rejected;
        this.runbook = runbook;
    }

    public static FlinkMonitoringProps of(FlinkApplication application) {
        return new FlinkMonitoringProps(
                requireNonNull(application, "application is null"),
                AlarmThresholds.defaults(),
                List.of(),
                null,
                "docs/operating.md");
    }

    /** From which values on there are alarms; those without a threshold are left out. */
    public FlinkMonitoringProps thresholds(AlarmThresholds thresholds) {
        return new FlinkMonitoringProps(
                application, requireNonNull(thresholds, "thresholds is null"), actions, rejected, runbook);
    }

    /** What every alarm does when it goes off. For what only some do, or when they end, see {@link FlinkMonitoring}. */
    public FlinkMonitoringProps actions(IAlarmAction... actions) {
        return new FlinkMonitoringProps(application, thresholds, List.of(actions), rejected, runbook);
    }

    /** Tells a topic of every alarm that goes off. */
    public FlinkMonitoringProps topic(ITopic topic) {
        return actions(new SnsAction(requireNonNull(topic, "topic is null")));
    }

    /**
     * Watches the stream that the job writes its rejected records to; an alarm needs
     * {@link AlarmThresholds#maxRejectedPerMinute}, too.
     *
     * <p>The stream's own count of records is taken, not a counter of the job: it has the same dimensions at every
     * metrics level, needs no convention between job and template, and counts what can be looked at.
     */
    public FlinkMonitoringProps rejected(EventStream stream) {
        return new FlinkMonitoringProps(
                application, thresholds, actions, requireNonNull(stream, "stream is null"), runbook);
    }

    /**
     * Where the alarms' pages are: an address or path to which {@code #} and {@link AlarmKind#anchor()} are added in
     * each alarm's description.
     */
    public FlinkMonitoringProps runbook(String runbook) {
        return new FlinkMonitoringProps(
                application, thresholds, actions, rejected, requireNonNull(runbook, "runbook is null"));
    }

    FlinkApplication application() {
        return application;
    }

    AlarmThresholds thresholds() {
        return thresholds;
    }

    List<IAlarmAction> actions() {
        return actions;
    }

    Optional<EventStream> rejected() {
        return Optional.ofNullable(rejected);
    }

    String runbook() {
        return runbook;
    }
}
