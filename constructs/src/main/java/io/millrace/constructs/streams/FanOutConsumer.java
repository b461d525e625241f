package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.access.OwnersPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kinesis.IStreamConsumer;
import software.amazon.awscdk.services.kinesis.StreamConsumer;
import software.constructs.Construct;

/**
 * A registered consumer of a stream, with its own 2 MB/s from every shard (enhanced fan-out). A stream can have 20.
 *
 * <p>It belongs to the infrastructure, not to the job. A job that registers its own consumer, as Flink's connector does by
 * default, can restart before the old registration is gone, and then restarts forever.
 */
public final class FanOutConsumer extends Construct {
    private static final Pattern ARN =
            Pattern.compile("arn:[^:/]+:kinesis:[^:/]+:[0-9]{12}:stream/(NAME)/consumer/(NAME):[0-9]+"
                    .replace("NAME", EventStreamProps.NAME));

    private final EventStream stream;
    private final IStreamConsumer consumer;

    public FanOutConsumer(Construct scope, String id, FanOutConsumerProps props) {
        super(scope, id);
        this.stream = requireNonNull(props, "props is null").stream();
        this.consumer = StreamConsumer.Builder.create(this, "Resource").stream(stream.stream())
                .streamConsumerName(props.consumerName())
                .build();
    }

    private FanOutConsumer(Construct scope, String id, String consumerArn) {
        super(scope, id);
        this.consumer = StreamConsumer.fromStreamConsumerArn(this, "Resource", consumerArn);
        this.stream = EventStream.of(consumer.getStream());
    }

    /**
     * Imports a consumer that exists, with its stream. If the stream has a key of its own, grant {@code kms:Decrypt} on that
     * key to the application.
     *
     * @param consumerArn such as
     *     {@code arn:aws:kinesis:eu-west-1:111122223333:stream/clicks/consumer/lottery:1700000000}; not a token, because the
     *     names in it are keys of the job's property group
     * @throws IllegalArgumentException when it is not the ARN of a consumer
     */
    public static FanOutConsumer fromStreamConsumerArn(Construct scope, String id, String consumerArn) {
        if (!ARN.matcher(consumerArn).matches()) {
            throw new IllegalArgumentException("consumerArn must be like"
                    + " 'arn:aws:kinesis:<region>:<account>:stream/<name>/consumer/<name>:<time>', got '" + consumerArn
                    + "'; aws kinesis list-stream-consumers prints it");
        }
        return new FanOutConsumer(scope, id, consumerArn);
    }

    public EventStream stream() {
        return stream;
    }

    public String consumerName() {
        return consumer.getStreamConsumerName();
    }

    public String consumerArn() {
        return consumer.getStreamConsumerArn();
    }

    /**
     * A metric of Kinesis about this consumer.
     *
     * @param name such as {@code SubscribeToShardEvent.Records}
     * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html">Monitoring Kinesis</a>
     */
    public Metric metric(String name, MetricOptions options) {
        return stream.stream()
                .metric(
                        name,
                        MetricOptions.builder()
                                .dimensionsMap(
                                        Map.of("StreamName", stream.streamName(), "ConsumerName", consumerName()))
                                .build())
                .with(options);
    }

    /** The share of attempts to subscribe to a shard that succeed; 1 is all of them. Average over 5 minutes. */
    public Metric metricSubscribeToShardSuccess() {
        return metricSubscribeToShardSuccess(MetricOptions.builder().build());
    }

    /** The same, customised. */
    public Metric metricSubscribeToShardSuccess(MetricOptions options) {
        return metric("SubscribeToShard.Success", options);
    }

    /** Subscriptions that were refused because one is active, or there were too many. Average over 5 minutes. */
    public Metric metricSubscribeToShardRateExceeded() {
        return metricSubscribeToShardRateExceeded(MetricOptions.builder().build());
    }

    /** The same, customised. */
    public Metric metricSubscribeToShardRateExceeded(MetricOptions options) {
        return metric("SubscribeToShard.RateExceeded", options);
    }

    /** The share of events that were published; 1 is all of them. Average over 5 minutes. */
    public Metric metricSubscribeToShardEventSuccess() {
        return metricSubscribeToShardEventSuccess(MetricOptions.builder().build());
    }

    /** The same, customised. */
    public Metric metricSubscribeToShardEventSuccess(MetricOptions options) {
        return metric("SubscribeToShardEvent.Success", options);
    }

    /** How far the consumer is behind the newest record. Average over 5 minutes. */
    public Metric metricSubscribeToShardEventMillisBehindLatest() {
        return metricSubscribeToShardEventMillisBehindLatest(
                MetricOptions.builder().build());
    }

    /** The same, customised. */
    public Metric metricSubscribeToShardEventMillisBehindLatest(MetricOptions options) {
        return metric("SubscribeToShardEvent.MillisBehindLatest", options);
    }

    /** Grants what enhanced fan-out with {@link KinesisSource#FLINK_KINESIS_CONSUMER} needs. */
    public Grant grantRead(IGrantable grantee) {
        return grantRead(grantee, KinesisSource.FLINK_KINESIS_CONSUMER);
    }

    /**
     * Grants what enhanced fan-out with a source needs: listing the shards of the stream, subscribing to the consumer, and
     * decryption with a customer managed key. It permits neither polling nor registering.
     */
    public Grant grantRead(IGrantable grantee, KinesisSource source) {
        Map<String, List<String>> permitted = new LinkedHashMap<>();
        permitted.put("kinesis:SubscribeToShard", List.of(consumerArn()));
        if (source == KinesisSource.KINESIS_STREAMS_SOURCE) {
            // the source looks the consumer up by its name: IAM then knows an ARN without the time of registration
            String byName = stream.streamArn() + "/consumer/" + consumerName();
            permitted.put(
                    "kinesis:DescribeStreamConsumer",
                    List.of(stream.streamArn(), consumerArn(), byName, byName + ":*"));
        }
        Grant grant = stream.grantList(grantee, source);
        for (Map.Entry<String, List<String>> permission : permitted.entrySet()) {
            grant = grant.combine(grant(grantee, permission.getValue(), permission.getKey()));
        }
        OwnersPolicy.statement(
                this,
                "consumerPolicy",
                "the consumer's resource policy",
                stream.stream(),
                consumerArn(),
                grantee,
                permitted.keySet().toArray(String[]::new));
        return grant.combine(stream.grantDecrypt(grantee));
    }

    private static Grant grant(IGrantable grantee, List<String> resources, String action) {
        return Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(action))
                .resourceArns(resources)
                .build());
    }
}
