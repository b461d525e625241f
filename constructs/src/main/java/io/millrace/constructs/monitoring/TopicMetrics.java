package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.TopicInput;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * What MSK reports to CloudWatch of a job that reads a topic, at every monitoring level of the cluster.
 *
 * <p>The cluster knows of the job what the job commits, which it does with each checkpoint: between two of them even a
 * job that keeps up falls behind.
 *
 * @see <a href="https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html">Monitor consumer lags</a>
 */
public final class TopicMetrics {
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final TopicInput input;

    private TopicMetrics(TopicInput input) {
        this.input = input;
    }

    public static TopicMetrics of(TopicInput input) {
        return new TopicMetrics(requireNonNull(input, "input is null"));
    }

    /** How long it would take, by MSK's estimate, to read the partition that is furthest behind to its end. */
    public IMetric estimatedMaxTimeLagSeconds() {
        return metric("EstimatedMaxTimeLag");
    }

    /** Records that are not read yet in the partition that is furthest behind. */
    public IMetric maxOffsetLag() {
        return metric("MaxOffsetLag");
    }

    /** Records that are not read yet in all partitions. */
    public IMetric sumOffsetLag() {
        return metric("SumOffsetLag");
    }

    private IMetric metric(String name) {
        return Metric.Builder.create()
                .namespace("AWS/Kafka")
                .metricName(name)
                .dimensionsMap(Map.of(
                        "Cluster Name", input.topic().cluster().clusterName(),
                        "Consumer Group", input.consumerGroup(),
                        "Topic", input.topic().topicName()))
                .statistic("Maximum")
                .period(FIVE_MINUTES)
                .build();
    }
}
