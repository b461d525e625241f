package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * A Kinesis data stream, encrypted, with its mode, retention and removal policy written out.
 *
 * <p>It grants less than {@code Stream.grantRead} and {@code Stream.grantWrite} do: the calls that Flink's connector
 * really makes, on this stream alone.
 */
public final class EventStream extends Construct {
    private final Stream stream;
    private final @Nullable IKey encryptionKey;

    public EventStream(Construct scope, String id, EventStreamProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        this.encryptionKey = props.encryptionKey().orElse(null);

        Stream.Builder builder = Stream.Builder.create(this, "Resource")
                .streamMode(props.shards().isPresent() ? StreamMode.PROVISIONED : StreamMode.ON_DEMAND)
                .retentionPeriod(Duration.hours(props.retention().toHours()))
                .encryption(encryptionKey == null ? StreamEncryption.MANAGED : StreamEncryption.KMS)
                .removalPolicy(props.removalPolicy());
        props.shards().ifPresent(builder::shardCount);
        props.encryptionKey().ifPresent(builder::encryptionKey);
        this.stream = builder.build();
    }

    public String streamName() {
        return stream.getStreamName();
    }

    public String streamArn() {
        return stream.getStreamArn();
    }

    /**
     * Grants what reading by polling takes: the calls of {@code FlinkKinesisConsumer} 4.3 (it looks up the stream's ARN
     * by DescribeStream), and decryption when the key is one's own.
     */
    public void grantRead(IGrantable grantee) {
        stream.grant(
                grantee,
                "kinesis:DescribeStream",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards");
        grantKey(grantee, "kms:Decrypt");
    }

    /**
     * Grants what writing takes: the one call of {@code KinesisStreamsSink} 4.3, and a data key when the key is one's
     * own.
     */
    public void grantWrite(IGrantable grantee) {
        stream.grant(grantee, "kinesis:PutRecords");
        grantKey(grantee, "kms:GenerateDataKey");
    }

    private void grantKey(IGrantable grantee, String action) {
        if (encryptionKey != null) {
            encryptionKey.grant(grantee, action);
        }
    }
}
