package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kinesis.StreamConsumer;
import software.constructs.Construct;

/**
 * A registered consumer of a stream, with its own 2 MB/s from every shard (enhanced fan-out). A stream can have 20.
 *
 * <p>It belongs to the infrastructure, not to the job. A job that registers its own consumer, as Flink's connector does by
 * default, can restart before the old registration is gone, and then restarts forever.
 */
public final class FanOutConsumer extends Construct {
    private final EventStream stream;
    private final StreamConsumer consumer;

    public FanOutConsumer(Construct scope, String id, FanOutConsumerProps props) {
        super(scope, id);
        this.stream = requireNonNull(props, "props is null").stream();
        this.consumer = StreamConsumer.Builder.create(this, "Resource").stream(stream.resource())
                .streamConsumerName(props.consumerName())
                .build();
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

    /** Grants what enhanced fan-out with {@link KinesisSource#FLINK_KINESIS_CONSUMER} needs. */
    public void grantRead(IGrantable grantee) {
        grantRead(grantee, KinesisSource.FLINK_KINESIS_CONSUMER);
    }

    /**
     * Grants what enhanced fan-out with a source needs: listing the shards of the stream, subscribing to the consumer, and
     * decryption with a customer managed key. It permits neither polling nor registering.
     */
    public void grantRead(IGrantable grantee, KinesisSource source) {
        stream.grantList(grantee, source);
        grant(grantee, List.of(consumerArn()), "kinesis:SubscribeToShard");
        if (source == KinesisSource.KINESIS_STREAMS_SOURCE) {
            // the source looks the consumer up by its name: IAM then knows an ARN without the time of registration
            String byName = stream.streamArn() + "/consumer/" + consumerName();
            grant(
                    grantee,
                    List.of(stream.streamArn(), consumerArn(), byName, byName + ":*"),
                    "kinesis:DescribeStreamConsumer");
        }
        stream.grantDecrypt(grantee);
    }

    private static void grant(IGrantable grantee, List<String> resources, String action) {
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(action))
                .resourceArns(resources)
                .build());
    }
}
