package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import java.util.List;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kinesis.StreamConsumer;
import software.constructs.Construct;

/**
 * A registered consumer of a stream, with 2 MB/s of every shard for itself (enhanced fan-out). A stream has up to 20.
 *
 * <p>It belongs to the infrastructure and not to the job: a job that registers its own, as Flink's connector does by
 * default, can restart faster than the old registration goes, and then restarts for good.
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

    /**
     * Grants what reading by fan-out takes: finding the shards on the stream, subscribing on the consumer, and decryption
     * when the stream's key is one's own. It allows neither polling nor registering.
     */
    public void grantRead(IGrantable grantee) {
        stream.grantList(grantee);
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of("kinesis:SubscribeToShard"))
                .resourceArns(List.of(consumerArn()))
                .build());
        stream.grantDecrypt(grantee);
    }
}
