package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
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
 * A Kinesis data stream, encrypted, with its mode, retention and removal policy written out. Without a key of its own it is
 * encrypted with the key that AWS manages for Kinesis, except in a stack whose region is in China, where there is none.
 *
 * <p>It grants less than {@code Stream.grantRead} and {@code Stream.grantWrite}: only the calls that Flink's connector
 * makes, on this stream.
 */
public final class EventStream extends Construct {
    /** The interval at which {@code FlinkKinesisConsumer} polls a shard unless it is configured: all that a shard allows. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(200);

    /** GetRecords calls in a second that a shard answers, for all who poll it. */
    private static final int CALLS_PER_SECOND = 5;

    private final List<Poller> pollers = new ArrayList<>();
    private final Stream stream;
    private final Duration retention;
    private final @Nullable String physicalName;
    private final @Nullable IKey encryptionKey;

    private record Poller(String path, Duration interval) {}

    public EventStream(Construct scope, String id, EventStreamProps props) {
        super(scope, id);
        this.retention = requireNonNull(props, "props is null").retention();
        this.physicalName = props.streamName().orElse(null);
        this.encryptionKey = props.encryptionKey().orElse(null);

        Stream.Builder builder = Stream.Builder.create(this, "Resource")
                .streamMode(props.shards().isPresent() ? StreamMode.PROVISIONED : StreamMode.ON_DEMAND)
                .retentionPeriod(software.amazon.awscdk.Duration.hours(retention.toHours()))
                .encryption(encryption())
                .removalPolicy(props.removalPolicy());
        props.streamName().ifPresent(builder::streamName);
        props.shards().ifPresent(builder::shardCount);
        props.encryptionKey().ifPresent(builder::encryptionKey);
        this.stream = builder.build();
        if (physicalName != null && props.removalPolicy() == RemovalPolicy.RETAIN) {
            Annotations.of(this)
                    .addWarningV2(
                            "@millrace/constructs:retainedName",
                            "if the deployment that creates the stream fails, the stream stays and its name is taken:"
                                    + " the next deployment fails too; use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE");
        }
    }

    private StreamEncryption encryption() {
        if (encryptionKey != null) {
            return StreamEncryption.KMS;
        }
        String region = Stack.of(this).getRegion();
        boolean isInChina = !Token.isUnresolved(region) && region.startsWith("cn-");
        return isInChina ? StreamEncryption.UNENCRYPTED : StreamEncryption.MANAGED;
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
     * Grants what polling with {@link KinesisSource#FLINK_KINESIS_CONSUMER} needs, and decryption with a customer managed
     * key.
     */
    public void grantRead(IGrantable grantee) {
        grantRead(grantee, KinesisSource.FLINK_KINESIS_CONSUMER, DEFAULT_POLL_INTERVAL);
    }

    /** Grants the same to a reader that polls each shard at this interval. */
    public void grantRead(IGrantable grantee, Duration pollInterval) {
        grantRead(grantee, KinesisSource.FLINK_KINESIS_CONSUMER, pollInterval);
    }

    /**
     * Grants what polling with a source needs to a reader that polls each shard at this interval. Synthesis warns when all
     * who poll the stream make more calls than a shard answers.
     */
    public void grantRead(IGrantable grantee, KinesisSource source, Duration pollInterval) {
        addPoller(grantee, pollInterval);
        stream.grant(
                grantee,
                source.describeAction(),
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

    /** Grants describing the stream and listing its shards. */
    void grantList(IGrantable grantee, KinesisSource source) {
        stream.grant(grantee, source.describeAction(), "kinesis:ListShards");
    }

    void grantDecrypt(IGrantable grantee) {
        grantKey(grantee, "kms:Decrypt");
    }

    private void grantKey(IGrantable grantee, String action) {
        if (encryptionKey != null) {
            encryptionKey.grant(grantee, action);
        }
    }

    /** @see <a href="https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html">Quotas and limits</a> */
    private void addPoller(IGrantable grantee, Duration interval) {
        String path =
                grantee instanceof Construct construct ? construct.getNode().getPath() : String.valueOf(grantee);
        pollers.add(new Poller(path, interval));
        double calls = pollers.stream()
                .mapToDouble(poller -> 1000.0 / poller.interval().toMillis())
                .sum();
        if (pollers.size() > 1 && calls > CALLS_PER_SECOND) {
            Annotations.of(this)
                    .addWarningV2(
                            "@millrace/constructs:pollers",
                            String.format(
                                    Locale.ROOT,
                                    "a shard answers at most %d GetRecords a second, for all who poll it, got %.1f from %s;"
                                            + " set the pollInterval of each input to %d ms or more, or read by enhanced"
                                            + " fan-out with a FanOutConsumer",
                                    CALLS_PER_SECOND,
                                    calls,
                                    pollers.stream().map(Poller::path).collect(Collectors.joining(", ")),
                                    // a call in a second is left to tools that look into the stream
                                    pollers.size() * 1000 / (CALLS_PER_SECOND - 1)));
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
