package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.access.OwnersPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.AddToResourcePolicyResult;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.CfnStream;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamAttributes;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * A Kinesis data stream, encrypted, with its mode, retention and removal policy written out. Without a key of its own it is
 * encrypted with the key that AWS manages for Kinesis, except in the regions of China, where there is none.
 *
 * <p>It may also be an existing stream, which this app imports or defines with CDK's own construct. Its policy, and that of
 * its key, then belong to somebody else: synthesis annotates which statements another account has to add.
 *
 * <p>It grants less than {@code Stream.grantRead} and {@code Stream.grantWrite}: only the calls that Flink's connector
 * makes, on this stream.
 */
public final class EventStream extends Construct {
    /** The interval at which {@code FlinkKinesisConsumer} polls a shard unless it is configured: all that a shard allows. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(200);

    /** GetRecords calls in a second that a shard answers, for all who poll it. */
    private static final int CALLS_PER_SECOND = 5;

    private static final Pattern ARN =
            Pattern.compile("arn:[^:/]+:kinesis:[^:/]+:[0-9]{12}:stream/(" + EventStreamProps.NAME + ")");

    private final List<Poller> pollers = new ArrayList<>();
    private final IStream stream;

    private record Poller(String path, Duration interval) {}

    public EventStream(Construct scope, String id, EventStreamProps props) {
        super(scope, id);
        this.stream = OwnStream.create(this, requireNonNull(props, "props is null"));
        if (props.streamName().isPresent() && props.removalPolicy() == RemovalPolicy.RETAIN) {
            Annotations.of(this)
                    .addWarningV2(
                            "@millrace/constructs:retainedName",
                            "if the deployment that creates the stream fails, the stream stays and its name is taken:"
                                    + " the next deployment fails too; use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE");
        }
    }

    private EventStream(Construct scope, String id, Function<Construct, IStream> stream) {
        super(scope, id);
        this.stream = stream.apply(this);
    }

    /**
     * Imports a stream, of this account or another. A stream with a key of its own takes
     * {@link #fromStreamAttributes}.
     *
     * @param streamArn such as {@code arn:aws:kinesis:eu-west-1:111122223333:stream/clicks}; may be a token
     * @throws IllegalArgumentException when it is not the ARN of a stream
     */
    public static EventStream fromStreamArn(Construct scope, String id, String streamArn) {
        return fromStreamAttributes(
                scope, id, StreamAttributes.builder().streamArn(streamArn).build());
    }

    /**
     * Imports a stream with its key.
     *
     * @throws IllegalArgumentException when the ARN is not that of a stream
     */
    public static EventStream fromStreamAttributes(Construct scope, String id, StreamAttributes attributes) {
        String arn = attributes.getStreamArn();
        if (!Token.isUnresolved(arn) && !ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "streamArn must be like 'arn:aws:kinesis:<region>:<account>:stream/<name>', got '" + arn + "'");
        }
        return new EventStream(scope, id, self -> Stream.fromStreamAttributes(self, "Resource", attributes));
    }

    /**
     * The event stream of a stream that CDK's own constructs define or import: the same at each call, so that everything
     * that polls the stream is counted.
     */
    public static EventStream of(IStream stream) {
        if (stream.getNode().getScope() instanceof EventStream owner) {
            return owner;
        }
        Stack stack = Stack.of(stream);
        String id = "EventStream-" + stream.getNode().getAddr();
        return stack.getNode().tryFindChild(id) instanceof EventStream known
                ? known
                : new EventStream(stack, id, self -> stream);
    }

    /** The stream as CDK's other constructs take it, with its {@code metric} methods. */
    public IStream stream() {
        return stream;
    }

    public String streamName() {
        return stream.getStreamName();
    }

    public String streamArn() {
        return stream.getStreamArn();
    }

    /** How long the stream keeps a record; empty for one that this app does not define. */
    public Optional<Duration> retention() {
        return resource().map(CfnStream::getRetentionPeriodHours).map(hours -> Duration.ofHours(hours.longValue()));
    }

    /** The name, where it is known at synthesis: not when CloudFormation generates one. */
    public Optional<String> physicalName() {
        Matcher imported = ARN.matcher(streamArn());
        return imported.matches()
                ? Optional.of(imported.group(1))
                : resource().map(CfnStream::getName).filter(name -> !Token.isUnresolved(name));
    }

    /** Where the stream is: a token unless the stack's environment, or the ARN of an imported stream, tells. */
    public ResourceEnvironment environment() {
        return stream.getEnv();
    }

    /**
     * Grants what polling with {@link KinesisSource#FLINK_KINESIS_CONSUMER} needs, and decryption with a customer managed
     * key.
     */
    public Grant grantRead(IGrantable grantee) {
        return grantRead(grantee, KinesisSource.FLINK_KINESIS_CONSUMER, DEFAULT_POLL_INTERVAL);
    }

    /** Grants the same to a reader that polls each shard at this interval. */
    public Grant grantRead(IGrantable grantee, Duration pollInterval) {
        return grantRead(grantee, KinesisSource.FLINK_KINESIS_CONSUMER, pollInterval);
    }

    /**
     * Grants what polling with a source needs to a reader that polls each shard at this interval. Synthesis warns when all
     * who poll the stream make more calls than a shard answers.
     */
    public Grant grantRead(IGrantable grantee, KinesisSource source, Duration pollInterval) {
        addPoller(grantee, pollInterval);
        return grant(
                        grantee,
                        source.describeAction(),
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards")
                .combine(grantDecrypt(grantee));
    }

    /**
     * Grants what writing needs: the call of {@code KinesisStreamsSink} 4.3, and a data key with a customer managed key.
     */
    public Grant grantWrite(IGrantable grantee) {
        return grant(grantee, "kinesis:PutRecords").combine(grantKey(grantee, "kms:GenerateDataKey"));
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

    /** Grants describing the stream and listing its shards. */
    Grant grantList(IGrantable grantee, KinesisSource source) {
        return grant(grantee, source.describeAction(), "kinesis:ListShards");
    }

    Grant grantDecrypt(IGrantable grantee) {
        return grantKey(grantee, "kms:Decrypt");
    }

    private Grant grant(IGrantable grantee, String... actions) {
        requireSameAccount(grantee.getGrantPrincipal().getPrincipalAccount());
        OwnersPolicy.statement(
                this, "streamPolicy", "the stream's resource policy", stream, streamArn(), grantee, actions);
        return stream.grant(grantee, actions);
    }

    /** CDK cannot refer to the stream's key from another account, nor name a policy in the stream's. */
    private void requireSameAccount(@Nullable String account) {
        if (resource().isPresent() && OwnersPolicy.differ(environment().getAccount(), account)) {
            throw new IllegalArgumentException(String.format(
                    "a stream that this app defines must be in the account of who is granted access, %s, got '%s' in %s;"
                            + " call shareForReading or shareForWriting(\"%s\") on it, and bind the stream as"
                            + " fromStreamAttributes imports it",
                    account, stream.getNode().getPath(), environment().getAccount(), account));
        }
    }

    private Grant grantKey(IGrantable grantee, String action) {
        IKey key = stream.getEncryptionKey();
        if (key == null) {
            return Grant.drop(grantee, "the stream has no customer managed key");
        }
        OwnersPolicy.statement(this, "streamKeyPolicy", "the policy of the stream's key", key, "*", grantee, action);
        return key.grant(grantee, action);
    }

    /** What CloudFormation creates; empty for an imported stream. */
    private Optional<CfnStream> resource() {
        return stream.getNode().getDefaultChild() instanceof CfnStream resource
                ? Optional.of(resource)
                : Optional.empty();
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
        IKey encryptionKey = stream.getEncryptionKey();
        if (encryptionKey == null) {
            throw new IllegalArgumentException("a shared stream must have a customer managed key, got '"
                    + getNode().getPath() + "' with the key that AWS manages for Kinesis, which no other account can"
                    + " use; set encryptionKey");
        }
        AccountPrincipal account = new AccountPrincipal(requireNonNull(accountId, "accountId is null"));
        AddToResourcePolicyResult result = stream.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(account))
                .actions(List.of(actions))
                .resources(List.of(streamArn()))
                .build());
        if (!result.getStatementAdded()) {
            throw new IllegalArgumentException("a shared stream must be one that this app defines, got the imported '"
                    + getNode().getPath() + "'; share it where it is defined");
        }
        encryptionKey.grant(account, keyAction);
    }
}
