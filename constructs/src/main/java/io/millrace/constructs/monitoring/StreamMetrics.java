package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.access.OwnersPolicy;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/**
 * The metrics of a stream in CloudWatch, about everything that writes and reads it.
 *
 * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html">Monitoring Kinesis</a>
 */
public final class StreamMetrics {
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final EventStream stream;
    private final String streamName;

    private StreamMetrics(EventStream stream) {
        this.stream = stream;
        this.streamName = stream.streamName();
    }

    public static StreamMetrics of(EventStream stream) {
        return new StreamMetrics(requireNonNull(stream, "stream is null"));
    }

    /** Records written in 5 minutes. */
    public IMetric incomingRecords() {
        return metric("IncomingRecords", "Sum", Map.of("StreamName", streamName));
    }

    /** Age of the last record read by any consumer that polls the stream; no data while none does. */
    public IMetric iteratorAgeMillis() {
        return metric("GetRecords.IteratorAgeMilliseconds", "Maximum", Map.of("StreamName", streamName));
    }

    /** How far an enhanced fan-out consumer is behind the newest record. */
    public IMetric behindLatestMillis(FanOutConsumer consumer) {
        requireNonNull(consumer, "consumer is null");
        return metric(
                "SubscribeToShardEvent.MillisBehindLatest",
                "Maximum",
                Map.of("StreamName", streamName, "ConsumerName", consumer.consumerName()));
    }

    /** The share of a consumer's attempts to subscribe to a shard that fail. */
    public IMetric failedSubscriptionsPercent(FanOutConsumer consumer) {
        return failed("subscribed", consumer.metricSubscribeToShardSuccess(place()), "failed subscriptions");
    }

    /** The share of a consumer's events that are not published. */
    public IMetric failedEventsPercent(FanOutConsumer consumer) {
        return failed("published", consumer.metricSubscribeToShardEventSuccess(place()), "failed events");
    }

    /** The lag of the reader behind an input: of the input's fan-out consumer, or of everything that polls. */
    static IMetric lagMillis(EventStream stream, @Nullable FanOutConsumer consumer) {
        StreamMetrics metrics = of(stream);
        return consumer == null ? metrics.iteratorAgeMillis() : metrics.behindLatestMillis(consumer);
    }

    /** Writes that the stream throttled in 5 minutes because it has too few shards. */
    public IMetric throttledWrites() {
        return metric("WriteProvisionedThroughputExceeded", "Sum", Map.of("StreamName", streamName));
    }

    /** Reads that the stream throttled in 5 minutes. */
    public IMetric throttledReads() {
        return metric("ReadProvisionedThroughputExceeded", "Sum", Map.of("StreamName", streamName));
    }

    /** @param id of the metric, different for metrics that are in one widget */
    private static IMetric failed(String id, Metric success, String label) {
        return MathExpression.Builder.create()
                .expression("100 * (1 - " + id + ")")
                .label(label)
                .usingMetrics(Map.of(id, success))
                .period(FIVE_MINUTES)
                .build();
    }

    private Metric metric(String name, String statistic, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace("AWS/Kinesis")
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(FIVE_MINUTES)
                .build()
                .with(place())
                .attachTo(stream);
    }

    /** Where the stream is, if it is imported from another region or account than that of its stack. */
    private MetricOptions place() {
        ResourceEnvironment of = stream.environment();
        Stack stack = Stack.of(stream);
        return MetricOptions.builder()
                .region(OwnersPolicy.differ(of.getRegion(), stack.getRegion()) ? of.getRegion() : null)
                .account(OwnersPolicy.differ(of.getAccount(), stack.getAccount()) ? of.getAccount() : null)
                .build();
    }
}
