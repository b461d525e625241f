package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.constructs.flink.IFlinkApplication;
import io.millrace.constructs.flink.MetricsLevel;
import io.millrace.constructs.streams.EventStream;
import io.millrace.contract.lifecycle.MetricFamily;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/**
 * The metrics of an application in CloudWatch, by the names of its runtime: Flink 1 and Flink 2 differ.
 *
 * <p>At levels finer than {@code APPLICATION}, a job's own metrics have more dimensions than the application's name, and a
 * metric with that dimension alone stays empty. At those levels they are queried across all other dimensions.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html">Metrics and dimensions</a>
 */
public final class FlinkMetrics {
    private static final String NAMESPACE = "AWS/KinesisAnalytics";
    private static final Duration ONE_MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final IFlinkApplication application;
    private final MetricFamily family;
    private final MetricsLevel level;

    private FlinkMetrics(IFlinkApplication application) {
        this.application = application;
        this.family = MetricFamily.of(application.runtime().id());
        this.level = application.metricsLevel();
    }

    public static FlinkMetrics of(IFlinkApplication application) {
        return new FlinkMetrics(requireNonNull(application, "application is null"));
    }

    /**
     * How long the job has not been running, each minute: {@code downtime}, or with Flink 2 the sum of its times of
     * restarting, cancelling and failing. A stopped application reports nothing.
     */
    public IMetric notRunningMillis() {
        if (family.notRunning().size() == 1) {
            return metric(family.notRunning().get(0), "Average", ONE_MINUTE);
        }
        Map<String, IMetric> times = new LinkedHashMap<>();
        family.notRunning().forEach(name -> times.put(name, metric(name, "Average", ONE_MINUTE)));
        return expression(times.keySet().stream().collect(joining(" + ")), "not running", times, ONE_MINUTE);
    }

    /** How long the job has been running since it last started. */
    public IMetric runningMillis() {
        return metric(family.running(), "Minimum", FIVE_MINUTES);
    }

    /** Restarts of the job in 5 minutes. */
    public IMetric restarts() {
        return growth(family.restarts(), "restarts");
    }

    /** Checkpoints that failed in 5 minutes. */
    public IMetric failedCheckpoints() {
        return growth("numberOfFailedCheckpoints", "failed checkpoints");
    }

    public IMetric lastCheckpointDurationMillis() {
        return metric("lastCheckpointDuration", "Maximum", FIVE_MINUTES);
    }

    public IMetric lastCheckpointSizeBytes() {
        return metric("lastCheckpointSize", "Maximum", FIVE_MINUTES);
    }

    /** CPU of the busiest task manager's JVM. */
    public IMetric cpuPercent() {
        return metric("cpuUtilization", "Maximum", FIVE_MINUTES);
    }

    /** CPU of the busiest task manager's container; the service's own scaling goes by it. */
    public IMetric containerCpuPercent() {
        return metric("containerCPUUtilization", "Maximum", FIVE_MINUTES);
    }

    /** Heap of the fullest task manager. */
    public IMetric heapMemoryPercent() {
        return metric("heapMemoryUtilization", "Maximum", FIVE_MINUTES);
    }

    /** All memory of the fullest task manager's container, the state of RocksDB included. */
    public IMetric containerMemoryPercent() {
        return metric("containerMemoryUtilization", "Maximum", FIVE_MINUTES);
    }

    /** Share of each minute that collecting the old generation takes. */
    public IMetric oldGenerationGcPercent() {
        return expression(
                "100 * time / 60000",
                "old generation GC",
                Map.of("time", metric("oldGenerationGCTime", "Maximum", ONE_MINUTE)),
                ONE_MINUTE);
    }

    public IMetric threads() {
        return metric("threadsCount", "Maximum", FIVE_MINUTES);
    }

    /** KPUs in use, the one for orchestration included; reported once an hour. */
    public IMetric kpus() {
        return metric("KPUs", "Maximum", Duration.hours(1));
    }

    /** How long of each second the slowest task waits for the next one. */
    public IMetric backPressuredMillisPerSecond() {
        return jobMetric("backPressuredTimeMsPerSecond", "Maximum", "MAX");
    }

    public IMetric recordsInPerSecond() {
        return jobMetric("numRecordsInPerSecond", "Average", "AVG");
    }

    public IMetric recordsOutPerSecond() {
        return jobMetric("numRecordsOutPerSecond", "Average", "AVG");
    }

    /**
     * By how much the job's event time grows older from its inputs to its outputs.
     *
     * @throws IllegalStateException at a finer level than {@code APPLICATION}: it would take two queries, and CloudWatch
     *     takes one for an alarm or a widget
     */
    public IMetric watermarkLagMillis() {
        if (isQueried()) {
            throw new IllegalStateException(
                    "watermark lag must be watched at metrics level APPLICATION, got '" + level + "'");
        }
        Map<String, IMetric> watermarks = new LinkedHashMap<>();
        watermarks.put("received", jobMetric("currentInputWatermark", "Minimum", "MIN"));
        watermarks.put("emitted", jobMetric("currentOutputWatermark", "Minimum", "MIN"));
        return expression("received - emitted", "watermark lag", watermarks, FIVE_MINUTES);
    }

    /** How far behind the newest record of one of its inputs the job reads, in its slowest shard. */
    public IMetric behindLatestMillis(EventStream input) {
        requireNonNull(input, "input is null");
        String name = "millisBehindLatest";
        if (isQueried()) {
            return query("MAX", name, " AND Id = '" + input.streamName() + "'");
        }
        return application.metric(
                name,
                MetricOptions.builder()
                        .dimensionsMap(Map.of(
                                "Application",
                                application.applicationName(),
                                "Id",
                                input.streamName(),
                                "Flow",
                                "Input"))
                        .statistic("Maximum")
                        .period(FIVE_MINUTES)
                        .build());
    }

    /**
     * How many records behind the newest one the job reads, in the partition of a topic that is furthest behind. The
     * service reports one value for all topics.
     */
    public IMetric maxRecordsLag() {
        return jobMetric("records_lag_max", "Maximum", "MAX");
    }

    /** Growth of a counter: the counter itself only grows, and an alarm on it would never end. */
    private IMetric growth(String counter, String label) {
        return expression(
                "DIFF(total)", label, Map.of("total", metric(counter, "Maximum", FIVE_MINUTES)), FIVE_MINUTES);
    }

    /**
     * Whether the job's own metrics are Metrics Insights queries. {@code GetMetricData}, behind alarms and widgets, takes one
     * query, so two of these metrics cannot be in one alarm or widget.
     */
    boolean isQueried() {
        return level != MetricsLevel.APPLICATION;
    }

    private IMetric jobMetric(String name, String statistic, String function) {
        return isQueried() ? query(function, name, "") : metric(name, statistic, FIVE_MINUTES);
    }

    private IMetric query(String function, String name, String condition) {
        return MathExpression.Builder.create()
                .expression("SELECT " + function + "(" + name + ") FROM \"" + NAMESPACE + "\" WHERE Application = '"
                        + application.applicationName() + "'" + condition)
                .label(name)
                .period(FIVE_MINUTES)
                .build();
    }

    private Metric metric(String name, String statistic, Duration period) {
        return application.metric(
                name,
                MetricOptions.builder().statistic(statistic).period(period).build());
    }

    private static MathExpression expression(
            String expression, String label, Map<String, ? extends IMetric> metrics, Duration period) {
        return MathExpression.Builder.create()
                .expression(expression)
                .label(label)
                .usingMetrics(metrics)
                .period(period)
                .build();
    }
}
