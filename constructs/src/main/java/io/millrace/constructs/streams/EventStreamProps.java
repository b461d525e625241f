package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/**
 * How a stream scales, how long it keeps records, and what encrypts it. Immutable: each method returns a changed copy.
 *
 * <p>Defaults: a name that CloudFormation makes up, 24 hours of retention, the key that AWS manages for Kinesis ({@code alias/aws/kinesis}), and
 * {@link RemovalPolicy#RETAIN}, since a removed stream takes its records with it.
 */
public final class EventStreamProps {
    /** What a stream, or a consumer of one, may be called. */
    static final String NAME = "[a-zA-Z0-9_.-]{1,128}";

    private static final Duration MIN_RETENTION = Duration.ofDays(1);
    private static final Duration MAX_RETENTION = Duration.ofDays(365);

    private final @Nullable String streamName;
    private final @Nullable Integer shards;
    private final Duration retention;
    private final @Nullable IKey encryptionKey;
    private final RemovalPolicy removalPolicy;

    private EventStreamProps(
            @Nullable String streamName,
            @Nullable Integer shards,
            Duration retention,
            @Nullable IKey encryptionKey,
            RemovalPolicy removalPolicy) {
        this.streamName = streamName;
        this.shards = shards;
        this.retention = retention;
        this.encryptionKey = encryptionKey;
        this.removalPolicy = removalPolicy;
    }

    /** A stream whose shards AWS adds and removes with the traffic. */
    public static EventStreamProps onDemand() {
        return new EventStreamProps(null, null, MIN_RETENTION, null, RemovalPolicy.RETAIN);
    }

    /**
     * A stream with a fixed number of shards.
     *
     * @throws IllegalArgumentException when there is no shard
     */
    public static EventStreamProps provisioned(int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException("shards must be at least 1, got " + shards);
        }
        return new EventStreamProps(null, shards, MIN_RETENTION, null, RemovalPolicy.RETAIN);
    }

    /**
     * Names the stream, as a {@link FanOutConsumer} needs it. Another name is another stream, without the old one's
     * records (property {@code Name}).
     *
     * @param streamName 1 to 128 letters, digits, '_', '.' or '-'; unique for the account and region; no token
     * @throws IllegalArgumentException when it is not
     */
    public EventStreamProps streamName(String streamName) {
        requireNonNull(streamName, "streamName is null");
        if (!streamName.matches(NAME)) {
            throw new IllegalArgumentException(
                    "streamName must be 1 to 128 letters, digits, '_', '.' or '-', got '" + streamName + "'");
        }
        return new EventStreamProps(streamName, shards, retention, encryptionKey, removalPolicy);
    }

    /**
     * How long the stream keeps a record. It should exceed the longest outage plus the age of the oldest snapshot that
     * may be restored: older records are lost to the restored job.
     *
     * @param retention 24 to 8760 whole hours (property {@code RetentionPeriodHours})
     * @throws IllegalArgumentException when it is not
     */
    public EventStreamProps retention(Duration retention) {
        requireNonNull(retention, "retention is null");
        if (retention.compareTo(MIN_RETENTION) < 0
                || retention.compareTo(MAX_RETENTION) > 0
                || !retention.equals(Duration.ofHours(retention.toHours()))) {
            throw new IllegalArgumentException("retention must be 24 to 8760 whole hours, got " + retention);
        }
        return new EventStreamProps(streamName, shards, retention, encryptionKey, removalPolicy);
    }

    /** Encrypts with a key of one's own; it is needed to share the stream with another account. */
    public EventStreamProps encryptionKey(IKey encryptionKey) {
        requireNonNull(encryptionKey, "encryptionKey is null");
        return new EventStreamProps(streamName, shards, retention, encryptionKey, removalPolicy);
    }

    /** What becomes of the stream and its records when it leaves the template. */
    public EventStreamProps removalPolicy(RemovalPolicy removalPolicy) {
        requireNonNull(removalPolicy, "removalPolicy is null");
        return new EventStreamProps(streamName, shards, retention, encryptionKey, removalPolicy);
    }

    /** Empty when CloudFormation makes up a name. */
    Optional<String> streamName() {
        return Optional.ofNullable(streamName);
    }

    /** Empty when the stream is on demand. */
    OptionalInt shards() {
        return shards == null ? OptionalInt.empty() : OptionalInt.of(shards);
    }

    Duration retention() {
        return retention;
    }

    /** Empty when AWS manages the key. */
    Optional<IKey> encryptionKey() {
        return Optional.ofNullable(encryptionKey);
    }

    RemovalPolicy removalPolicy() {
        return removalPolicy;
    }
}
