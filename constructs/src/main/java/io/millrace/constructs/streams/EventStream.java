package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * A Kinesis data stream, encrypted, with its mode, retention and removal policy written out.
 *
 * <p>It grants less than {@code Stream.grantRead} and {@code Stream.grantWrite}: only the calls that Flink's connector
 * makes, on this stream.
 */
public final class EventStream extends Construct {
    private final Stream stream;
    private final Duration retention;
    private final @Nullable String physicalName;
    private final @Nullable IKey encryptionKey;

    public EventStream(Construct scope, String id, EventStreamProps props) {
        super(scope, id);
        this.retention = requireNonNull(props, "props is null").retention();
        this.physicalName = props.streamName().orElse(null);
        this.encryptionKey = props.encryptionKey().orElse(null);

        Stream.Builder builder = Stream.Builder.create(this, "Resource")
                .streamMode(props.shards().isPresent() ? StreamMode.PROVISIONED : StreamMode.ON_DEMAND)
                .retentionPeriod(software.amazon.awscdk.Duration.hours(retention.toHours()))
                .encryption(encryptionKey == null ? StreamEncryption.MANAGED : StreamEncryption.KMS)
                .removalPolicy(props.removalPolicy());
        props.streamName().ifPresent(builder::streamName);
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

    /** How long the stream keeps a record. */
    public Duration retention() {
        return retention;
    }

    /** The name that the props give to the stream; empty when CloudFormation generates one. */
    public Optional<String> physicalName() {
        return Optional.ofNullable(physicalName);
    }

    /**
     * Grants what polling needs: the calls of {@code FlinkKinesisConsumer} 4.3, and decryption with a customer managed key.
     */
    public void grantRead(IGrantable grantee) {
        stream.grant(
                grantee,
                "kinesis:DescribeStream",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards");
        grantDecrypt(grantee);
    }

    /**
     * Grants what writing needs: the call of {@code KinesisStreamsSink} 4.3, and a data key with a customer managed key.
     */
    public void grantWrite(IGrantable grantee) {
        stream.grant(grantee, "kinesis:PutRecords");
        grantKey(grantee, "kms:GenerateDataKey");
    }

    /**
     * Lets another account read the stream by polling, by its ARN, with a resource policy. That account grants the
     * permissions to its own roles.
     *
     * @param accountId 12 digits
     * @throws IllegalArgumentException when the stream has no customer managed key
     */
    public void shareForReading(String accountId) {
        share(
                accountId,
                "kms:Decrypt",
                "kinesis:DescribeStream",
                "kinesis:DescribeStreamSummary",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards");
    }

    /**
     * Lets another account write to the stream, by its ARN, with a resource policy. That account grants the permissions to
     * its own roles.
     *
     * @param accountId 12 digits
     * @throws IllegalArgumentException when the stream has no customer managed key
     */
    public void shareForWriting(String accountId) {
        share(
                accountId,
                "kms:GenerateDataKey",
                "kinesis:DescribeStreamSummary",
                "kinesis:ListShards",
                "kinesis:PutRecord",
                "kinesis:PutRecords");
    }

    IStream resource() {
        return stream;
    }

    /** Grants listing the shards; the connector looks up the stream's ARN with DescribeStream. */
    void grantList(IGrantable grantee) {
        stream.grant(grantee, "kinesis:DescribeStream", "kinesis:ListShards");
    }

    void grantDecrypt(IGrantable grantee) {
        grantKey(grantee, "kms:Decrypt");
    }

    private void grantKey(IGrantable grantee, String action) {
        if (encryptionKey != null) {
            encryptionKey.grant(grantee, action);
        }
    }

    private void share(String accountId, String keyAction, String... actions) {
        if (encryptionKey == null) {
            throw new IllegalArgumentException("a shared stream must have a customer managed key, got '"
                    + getNode().getPath() + "' with the key that AWS manages for Kinesis, which no other account can"
                    + " use; set encryptionKey");
        }
        AccountPrincipal account = new AccountPrincipal(requireNonNull(accountId, "accountId is null"));
        stream.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(account))
                .actions(List.of(actions))
                .resources(List.of(streamArn()))
                .build());
        encryptionKey.grant(account, keyAction);
    }
}
