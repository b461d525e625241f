package io.millrace.constructs.flink;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.contract.lifecycle.MetricFamily;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.constructs.IConstruct;

/**
 * An application that this app defines or imports: its names, what can be granted on it, and its metrics in CloudWatch. What
 * is granted to it is granted to its role, and its connections are those of its security groups.
 *
 * <p>The metrics have the one dimension {@code Application}. At a metrics level finer than {@code APPLICATION} those of the
 * job have more, and stay empty here; {@code FlinkMetrics} queries them.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html">Metrics and dimensions</a>
 */
public interface IFlinkApplication extends IConstruct, IGrantable, IConnectable {
    /** Name of the application; a token when CloudFormation generates it. */
    String applicationName();

    String applicationArn();

    FlinkRuntime runtime();

    MetricsLevel metricsLevel();

    /**
     * Grants actions on the application.
     *
     * @param actions such as {@code kinesisanalytics:StartApplication}
     */
    default Grant grant(IGrantable grantee, String... actions) {
        return Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(actions))
                .resourceArns(List.of(applicationArn()))
                .build());
    }

    /** Grants looking at the application, its versions, operations and snapshots. */
    default Grant grantRead(IGrantable grantee) {
        return grant(
                grantee,
                "kinesisanalytics:DescribeApplication",
                "kinesisanalytics:DescribeApplicationOperation",
                "kinesisanalytics:DescribeApplicationSnapshot",
                "kinesisanalytics:DescribeApplicationVersion",
                "kinesisanalytics:ListApplicationOperations",
                "kinesisanalytics:ListApplicationSnapshots",
                "kinesisanalytics:ListApplicationVersions");
    }

    /** A metric of the application; average over 5 minutes. */
    default Metric metric(String name) {
        return metric(name, MetricOptions.builder().build());
    }

    /** A metric of the application, customised; average over 5 minutes by default. */
    default Metric metric(String name, MetricOptions options) {
        return metric(name, "Average", options);
    }

    /** KPUs in use, the one for orchestration included; reported once an hour. */
    default Metric metricKpus() {
        return metricKpus(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricKpus(MetricOptions options) {
        return metric("KPUs", "Average", options);
    }

    /**
     * Milliseconds for which the job has not been running.
     *
     * @throws IllegalStateException on Flink 2, where it is the sum of three metrics: use {@code FlinkMetrics}
     */
    default Metric metricDowntime() {
        return metricDowntime(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricDowntime(MetricOptions options) {
        return metric(notRunning(), "Average", options);
    }

    /** Milliseconds since the job last started: {@code uptime}, or {@code runningTime} on Flink 2. */
    default Metric metricUptime() {
        return metricUptime(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricUptime(MetricOptions options) {
        return metric(MetricFamily.of(runtime().id()).running(), "Average", options);
    }

    /** Restarts since the job was submitted, which only grow: {@code fullRestarts}, or {@code numRestarts} on Flink 2. */
    default Metric metricFullRestarts() {
        return metricFullRestarts(MetricOptions.builder().build());
    }

    /** The same, customised; maximum over 5 minutes by default. */
    default Metric metricFullRestarts(MetricOptions options) {
        return metric(MetricFamily.of(runtime().id()).restarts(), "Maximum", options);
    }

    /** Failed checkpoints since the job was submitted, which only grow. */
    default Metric metricNumberOfFailedCheckpoints() {
        return metricNumberOfFailedCheckpoints(MetricOptions.builder().build());
    }

    /** The same, customised; maximum over 5 minutes by default. */
    default Metric metricNumberOfFailedCheckpoints(MetricOptions options) {
        return metric("numberOfFailedCheckpoints", "Maximum", options);
    }

    /** Milliseconds that the last checkpoint took. */
    default Metric metricLastCheckpointDuration() {
        return metricLastCheckpointDuration(MetricOptions.builder().build());
    }

    /** The same, customised; maximum over 5 minutes by default. */
    default Metric metricLastCheckpointDuration(MetricOptions options) {
        return metric("lastCheckpointDuration", "Maximum", options);
    }

    /** Bytes of the last checkpoint. */
    default Metric metricLastCheckpointSize() {
        return metricLastCheckpointSize(MetricOptions.builder().build());
    }

    /** The same, customised; maximum over 5 minutes by default. */
    default Metric metricLastCheckpointSize(MetricOptions options) {
        return metric("lastCheckpointSize", "Maximum", options);
    }

    /** Percent of the CPU, over all task managers. */
    default Metric metricCpuUtilization() {
        return metricCpuUtilization(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricCpuUtilization(MetricOptions options) {
        return metric("cpuUtilization", "Average", options);
    }

    /** Percent of the heap, over all task managers. */
    default Metric metricHeapMemoryUtilization() {
        return metricHeapMemoryUtilization(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricHeapMemoryUtilization(MetricOptions options) {
        return metric("heapMemoryUtilization", "Average", options);
    }

    /** Milliseconds of collecting the old generation, in a minute. */
    default Metric metricOldGenerationGCTime() {
        return metricOldGenerationGCTime(MetricOptions.builder().build());
    }

    /** The same, customised; maximum over 5 minutes by default. */
    default Metric metricOldGenerationGCTime(MetricOptions options) {
        return metric("oldGenerationGCTime", "Maximum", options);
    }

    /** Threads of the application. */
    default Metric metricThreadsCount() {
        return metricThreadsCount(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricThreadsCount(MetricOptions options) {
        return metric("threadsCount", "Average", options);
    }

    /** Records that each task receives in a second. */
    default Metric metricNumRecordsInPerSecond() {
        return metricNumRecordsInPerSecond(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricNumRecordsInPerSecond(MetricOptions options) {
        return metric("numRecordsInPerSecond", "Average", options);
    }

    /** Records that each task emits in a second. */
    default Metric metricNumRecordsOutPerSecond() {
        return metricNumRecordsOutPerSecond(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricNumRecordsOutPerSecond(MetricOptions options) {
        return metric("numRecordsOutPerSecond", "Average", options);
    }

    /** Milliseconds of each second in which a task waits for the next one. */
    default Metric metricBackPressuredTimeMsPerSecond() {
        return metricBackPressuredTimeMsPerSecond(MetricOptions.builder().build());
    }

    /** The same, customised; average over 5 minutes by default. */
    default Metric metricBackPressuredTimeMsPerSecond(MetricOptions options) {
        return metric("backPressuredTimeMsPerSecond", "Average", options);
    }

    private String notRunning() {
        List<String> names = MetricFamily.of(runtime().id()).notRunning();
        if (names.size() > 1) {
            throw new IllegalStateException("metricDowntime must be of an application on Flink 1, got '"
                    + runtime().id() + "', which reports " + String.join(", ", names)
                    + "; use FlinkMetrics.notRunningMillis, which adds them up");
        }
        return names.get(0);
    }

    private Metric metric(String name, String statistic, MetricOptions options) {
        Metric metric = Metric.Builder.create()
                .namespace("AWS/KinesisAnalytics")
                .metricName(name)
                .dimensionsMap(Map.of("Application", applicationName()))
                .statistic(statistic)
                .build();
        return metric.with(place()).with(options).attachTo(this);
    }

    /** Where the service reports, if the application is imported from another region or account than that of its stack. */
    private MetricOptions place() {
        MetricOptions.Builder place = MetricOptions.builder();
        if (!Token.isUnresolved(applicationArn())) {
            ArnComponents arn = Arn.split(applicationArn(), ArnFormat.SLASH_RESOURCE_NAME);
            Stack stack = Stack.of(this);
            if (OwnersPolicy.differ(arn.getRegion(), stack.getRegion())) {
                place.region(arn.getRegion());
            }
            if (OwnersPolicy.differ(arn.getAccount(), stack.getAccount())) {
                place.account(arn.getAccount());
            }
        }
        return place.build();
    }
}
