package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.binding.TopicInput;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * The metrics of MSK in CloudWatch about a job that reads a topic, at every monitoring level of the cluster.
 *
 * <p>The cluster only knows the offsets that the job commits, with each checkpoint. Between two checkpoints even a job
 * that keeps up seems to fall behind.
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

    /** MSK's estimate of the lag of the partition that is furthest behind. */
    public IMetric estimatedMaxTimeLagSeconds() {
        return metric("EstimatedMaxTimeLag");
    }

    /** Unread records in the partition that is furthest behind. */
    public IMetric maxOffsetLag() {
        return metric("MaxOffsetLag");
    }

    /** Unread records in all partitions. */
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
