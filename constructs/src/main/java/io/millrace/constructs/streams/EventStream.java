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
 * <p>It grants less than {@code Stream.grantRead} and {@code Stream.grantWrite} do: the calls that Flink's connector
 * really makes, on this stream alone.
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

    /** The name that the stream was given; empty when CloudFormation makes one up. */
    public Optional<String> physicalName() {
        return Optional.ofNullable(physicalName);
    }

    /**
     * Grants what reading by polling takes: the calls of {@code FlinkKinesisConsumer} 4.3, and decryption when the key is
     * one's own.
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
     * Grants what writing takes: the one call of {@code KinesisStreamsSink} 4.3, and a data key when the key is one's
     * own.
     */
    public void grantWrite(IGrantable grantee) {
        stream.grant(grantee, "kinesis:PutRecords");
        grantKey(grantee, "kms:GenerateDataKey");
    }

    /**
     * Lets another account read the stream, by polling and by the stream's ARN, through a policy on the stream. That
     * account grants it on to its own roles.
     *
     * @param accountId 12 digits
     * @throws IllegalArgumentException when the stream has no key of its own
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
     * Lets another account write to the stream, by the stream's ARN, through a policy on the stream. That account grants
     * it on to its own roles.
     *
     * @param accountId 12 digits
     * @throws IllegalArgumentException when the stream has no key of its own
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

    /** Grants finding the shards: the consumer looks up the stream's ARN by DescribeStream. */
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
            throw new IllegalArgumentException("a stream that is shared must have an encryption key of one's own, got '"
                    + getNode().getPath() + "' with the key that AWS manages for Kinesis, which no other account can"
                    + " use; give it EventStreamProps.encryptionKey");
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
