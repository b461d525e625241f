package io.millrace.constructs.monitoring;

import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;

/**
 * The alarms of an application: one for each threshold, or one for each input.
 *
 * <p>A metric that can be high for a moment, such as the load after a restart, must be high for three periods in a row. A
 * counter that does not grow may not be reported at all, so its missing data is not breaching. Only missing data on
 * downtime is breaching: the job is considered down.
 */
final class AlarmRules {
    private static final int ONCE = 1;
    private static final int THREE_IN_A_ROW = 3;
    private static final int MINUTES_OF_A_PERIOD = 5;
    private static final double MILLIS_OF_A_SECOND = 1000;

    /** A committed offset was read one checkpoint earlier, and is replaced one interval later. */
    private static final int INTERVALS_BETWEEN_READ_AND_COMMITTED = 2;

    private final AlarmThresholds thresholds;
    private final List<AlarmRule> rules = new ArrayList<>();

    private AlarmRules(AlarmThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * The rules for the thresholds of the alarms, or for those of the warnings.
     *
     * @param stack of the alarms
     */
    static List<AlarmRule> of(Stack stack, FlinkMonitoringProps props, AlarmThresholds thresholds) {
        if (thresholds.values().isEmpty()) {
            return List.of(); // each metric is a call to Node
        }
        AlarmRules rules = new AlarmRules(thresholds);
        FlinkMetrics metrics = FlinkMetrics.of(props.application());
        Optional<FlinkApplicationProps> known = WatchedStreams.props(props.application());
        rules.addJob(metrics);
        if (known.map(AlarmRules::hasCheckpoints).orElse(true)) {
            rules.addCheckpoints(metrics, known.map(FlinkApplicationProps::checkpointing));
        }
        rules.addResources(metrics);
        rules.addStreams(metrics, WatchedStreams.of(props.application(), stack));
        known.filter(AlarmRules::hasCheckpoints).ifPresent(rules::addTopicInputs);
        props.rejected().ifPresent(rules::addRejected);
        return List.copyOf(rules.rules);
    }

    private void addJob(FlinkMetrics metrics) {
        add(AlarmKind.DOWNTIME, ONCE, metrics.notRunningMillis(), rule -> rule.missing(TreatMissingData.BREACHING));
        add(AlarmKind.RESTARTS, ONCE, metrics.restarts(), rule -> rule.missing(TreatMissingData.NOT_BREACHING));
        add(AlarmKind.BACK_PRESSURE, THREE_IN_A_ROW, metrics.backPressuredMillisPerSecond());
        if (!metrics.isQueried()) {
            add(AlarmKind.WATERMARK_LAG, THREE_IN_A_ROW, metrics.watermarkLagMillis());
        }
        add(AlarmKind.OUTPUT_RATE, THREE_IN_A_ROW, metrics.recordsOutPerSecond(), AlarmRule::below);
    }

    private static boolean hasCheckpoints(FlinkApplicationProps props) {
        return props.checkpointing().state() != Checkpointing.State.DISABLED;
    }

    /** @param checkpointing of an application that this app defines; how often an imported one saves its state is unknown */
    private void addCheckpoints(FlinkMetrics metrics, Optional<Checkpointing> checkpointing) {
        add(
                AlarmKind.FAILED_CHECKPOINTS,
                ONCE,
                metrics.failedCheckpoints(),
                rule -> rule.missing(TreatMissingData.NOT_BREACHING));
        checkpointing.ifPresent(schedule -> add(
                AlarmKind.CHECKPOINT_DURATION,
                THREE_IN_A_ROW,
                metrics.lastCheckpointDurationMillis(),
                percent -> percent / 100 * schedule.interval().toMillis(),
                UnaryOperator.identity()));
        add(AlarmKind.CHECKPOINT_SIZE, ONCE, metrics.lastCheckpointSizeBytes());
    }

    private void addResources(FlinkMetrics metrics) {
        add(AlarmKind.CPU, THREE_IN_A_ROW, metrics.cpuPercent());
        add(AlarmKind.HEAP_MEMORY, THREE_IN_A_ROW, metrics.heapMemoryPercent());
        add(AlarmKind.CONTAINER_MEMORY, THREE_IN_A_ROW, metrics.containerMemoryPercent());
        add(AlarmKind.OLD_GENERATION_GC, THREE_IN_A_ROW, metrics.oldGenerationGcPercent());
        add(AlarmKind.THREADS, THREE_IN_A_ROW, metrics.threads());
    }

    private void addStreams(FlinkMetrics metrics, WatchedStreams streams) {
        streams.inputs().forEach((name, stream) -> {
            add(AlarmKind.INPUT_LAG, THREE_IN_A_ROW, metrics.behindLatestMillis(stream), rule -> rule.on(name));
            if (streams.reportsHere(stream)) {
                addInput(name, stream, streams.consumers().get(name));
            }
        });
        streams.all().forEach((name, stream) -> {
            if (streams.reportsHere(stream)) {
                addThrottling(
                        AlarmKind.THROTTLED_WRITES,
                        name,
                        StreamMetrics.of(stream).throttledWrites());
            }
        });
    }

    private void addInput(String name, EventStream stream, @Nullable FanOutConsumer consumer) {
        StreamMetrics metrics = StreamMetrics.of(stream);
        add(AlarmKind.STREAM_LAG, THREE_IN_A_ROW, StreamMetrics.lagMillis(stream, consumer), rule -> rule.on(name));
        if (consumer == null) {
            addThrottling(AlarmKind.THROTTLED_READS, name, metrics.throttledReads());
        } else {
            add(
                    AlarmKind.FAN_OUT_SUBSCRIPTIONS,
                    THREE_IN_A_ROW,
                    metrics.failedSubscriptionsPercent(consumer),
                    rule -> rule.on(name));
            add(AlarmKind.FAN_OUT_EVENTS, THREE_IN_A_ROW, metrics.failedEventsPercent(consumer), rule -> rule.on(name));
        }
    }

    private void addThrottling(AlarmKind kind, String name, IMetric metric) {
        add(kind, THREE_IN_A_ROW, metric, rule -> rule.on(name).missing(TreatMissingData.NOT_BREACHING));
    }

    /** For topics the job reports its lag in records, not in time, so the only time lag is MSK's estimate. */
    private void addTopicInputs(FlinkApplicationProps props) {
        double intervalMillis = props.checkpointing().interval().toMillis();
        props.bindings()
                .topicInputs()
                .forEach((name, input) -> add(
                        AlarmKind.STREAM_LAG,
                        THREE_IN_A_ROW,
                        TopicMetrics.of(input).estimatedMaxTimeLagSeconds(),
                        millis -> (millis + INTERVALS_BETWEEN_READ_AND_COMMITTED * intervalMillis) / MILLIS_OF_A_SECOND,
                        rule -> rule.on(name)));
    }

    private void addRejected(EventStream stream) {
        add(
                AlarmKind.REJECTED_RECORDS,
                ONCE,
                StreamMetrics.of(stream).incomingRecords(),
                perMinute -> perMinute * MINUTES_OF_A_PERIOD,
                rule -> rule.missing(TreatMissingData.NOT_BREACHING));
    }

    private void add(AlarmKind kind, int periods, IMetric metric) {
        add(kind, periods, metric, UnaryOperator.identity());
    }

    private void add(AlarmKind kind, int periods, IMetric metric, UnaryOperator<AlarmRule> change) {
        add(kind, periods, metric, threshold -> threshold, change);
    }

    private void add(
            AlarmKind kind,
            int periods,
            IMetric metric,
            ToDoubleFunction<Double> toMetric,
            UnaryOperator<AlarmRule> change) {
        thresholds
                .of(kind)
                .ifPresent(threshold -> rules.add(
                        change.apply(AlarmRule.above(kind, toMetric.applyAsDouble(threshold), periods, metric))));
    }
}
