package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.IFlinkApplication;
import io.millrace.constructs.streams.EventStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * Which application to monitor, and how. Immutable.
 *
 * @param application one that this app defines, or an imported one: then without the alarms on its inputs and on the duration
 *     of checkpoints, of which nothing is known
 * @param thresholds of the alarms
 * @param warnings thresholds that come before those of the alarms: each is another alarm, with {@code Warning} in its id
 * @param warningActions what every warning does
 * @param actions what every alarm does; for the actions of single alarms, or when they end, see {@link FlinkMonitoring}
 * @param rejected the stream that the job writes rejected records to. Its own record count is monitored, because it has the
 *     same dimensions at every metrics level and needs no metric of the job
 * @param runbook address or path of the alarms' documentation; {@code #} and {@link AlarmKind#anchor()} are appended in
 *     each alarm's description
 */
public record FlinkMonitoringProps(
        IFlinkApplication application,
        AlarmThresholds thresholds,
        List<IAlarmAction> actions,
        AlarmThresholds warnings,
        List<IAlarmAction> warningActions,
        Optional<EventStream> rejected,
        String runbook) {
    public FlinkMonitoringProps {
        requireNonNull(application, "application is null");
        requireNonNull(thresholds, "thresholds is null");
        actions = List.copyOf(actions);
        requireNonNull(warnings, "warnings is null");
        warningActions = List.copyOf(warningActions);
        requireNonNull(rejected, "rejected is null");
        requireNonNull(runbook, "runbook is null");
    }

    /** The recommended alarms, without actions: they are visible on the dashboard and in the console. */
    public static FlinkMonitoringProps of(IFlinkApplication application) {
        return builder(application).build();
    }

    public static Builder builder(IFlinkApplication application) {
        return new Builder(application);
    }

    /** Builds the props. */
    public static final class Builder {
        private final IFlinkApplication application;
        private AlarmThresholds thresholds = AlarmThresholds.defaults();
        private List<IAlarmAction> actions = List.of();
        private AlarmThresholds warnings = AlarmThresholds.none();
        private List<IAlarmAction> warningActions = List.of();
        private Optional<EventStream> rejected = Optional.empty();
        private String runbook = "docs/operating.md";

        private Builder(IFlinkApplication application) {
            this.application = application;
        }

        /** {@link AlarmThresholds#defaults} by default. */
        public Builder thresholds(AlarmThresholds values) {
            this.thresholds = values;
            return this;
        }

        /** None by default. */
        public Builder actions(IAlarmAction... onAlarm) {
            this.actions = List.of(onAlarm);
            return this;
        }

        /** Notifies a topic of every alarm; replaces {@link #actions}. */
        public Builder topic(ITopic topic) {
            return actions(new SnsAction(requireNonNull(topic, "topic is null")));
        }

        /** None by default. */
        public Builder warnings(AlarmThresholds values, IAlarmAction... onWarning) {
            this.warnings = values;
            this.warningActions = List.of(onWarning);
            return this;
        }

        /** None by default; an alarm also needs {@link AlarmThresholds.Builder#maxRejectedPerMinute}. */
        public Builder rejected(EventStream stream) {
            this.rejected = Optional.of(stream);
            return this;
        }

        /** {@code docs/operating.md} by default. */
        public Builder runbook(String address) {
            this.runbook = address;
            return this;
        }

        public FlinkMonitoringProps build() {
            return new FlinkMonitoringProps(
                    application, thresholds, actions, warnings, warningActions, rejected, runbook);
        }
    }
}
