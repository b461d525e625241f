package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.streams.EventStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * Which application to monitor, and how. Immutable.
 *
 * @param actions what every alarm does; for the actions of single alarms, or when they end, see {@link FlinkMonitoring}
 * @param rejected the stream that the job writes rejected records to. Its own record count is monitored, because it has the
 *     same dimensions at every metrics level and needs no metric of the job
 * @param runbook address or path of the alarms' documentation; {@code #} and {@link AlarmKind#anchor()} are appended in
 *     each alarm's description
 */
public record FlinkMonitoringProps(
        FlinkApplication application,
        AlarmThresholds thresholds,
        List<IAlarmAction> actions,
        Optional<EventStream> rejected,
        String runbook) {
    public FlinkMonitoringProps {
        requireNonNull(application, "application is null");
        requireNonNull(thresholds, "thresholds is null");
        actions = List.copyOf(actions);
        requireNonNull(rejected, "rejected is null");
        requireNonNull(runbook, "runbook is null");
    }

    /** The recommended alarms, without actions: they are visible on the dashboard and in the console. */
    public static FlinkMonitoringProps of(FlinkApplication application) {
        return builder(application).build();
    }

    public static Builder builder(FlinkApplication application) {
        return new Builder(application);
    }

    /** Builds the props. */
    public static final class Builder {
        private final FlinkApplication application;
        private AlarmThresholds thresholds = AlarmThresholds.defaults();
        private List<IAlarmAction> actions = List.of();
        private Optional<EventStream> rejected = Optional.empty();
        private String runbook = "docs/operating.md";

        private Builder(FlinkApplication application) {
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
            return new FlinkMonitoringProps(application, thresholds, actions, rejected, runbook);
        }
    }
}
