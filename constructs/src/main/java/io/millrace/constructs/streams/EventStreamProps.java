package io.millrace.constructs.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kinesis.ShardLevelMetrics;
import software.amazon.awscdk.services.kms.IKey;

/**
 * How a stream scales, how long it keeps records, and what encrypts it. Immutable.
 *
 * @param streamName empty for a generated name; otherwise 1 to 128 letters, digits, '_', '.' or '-', unique in the account
 *     and region, not a token. Another name is another stream, without the records of the old one (property {@code Name})
 * @param shards empty for an on-demand stream; otherwise at least 1. CloudFormation changes the mode in place, and a stream
 *     may change it twice in 24 hours
 * @param retention how long the stream keeps a record: 24 to 8760 whole hours (property {@code RetentionPeriodHours}). It
 *     should exceed the longest outage plus the age of the oldest snapshot to restore: a restored job misses the records
 *     that have expired
 * @param warmThroughputMiBps the writes that an on-demand stream takes at once, in MiB a second; at least 1 (property
 *     {@code WarmThroughputMiBps}). The account must have the on-demand advantage
 *     ({@code MinimumThroughputBillingCommitment}), which is a setting of the account: {@code aws kinesis
 *     update-account-settings} makes it, and no resource of CloudFormation does
 * @param maxRecordSizeKiB the largest record: 1024 to 10240 (property {@code MaxRecordSizeInKiB}); empty for 1024
 * @param shardLevelMetrics metrics that each shard reports, which CloudWatch bills (property
 *     {@code DesiredShardLevelMetrics})
 * @param encryptionKey empty for the key that AWS manages for Kinesis ({@code alias/aws/kinesis})
 * @param removalPolicy what happens to the stream and its records when it leaves the template
 */
public record EventStreamProps(
        Optional<String> streamName,
        OptionalInt shards,
        Duration retention,
        OptionalInt warmThroughputMiBps,
        OptionalInt maxRecordSizeKiB,
        Set<ShardLevelMetrics> shardLevelMetrics,
        Optional<IKey> encryptionKey,
        RemovalPolicy removalPolicy) {
    /** The names that a stream, or a consumer of one, can have. */
    static final String NAME = "[a-zA-Z0-9_.-]{1,128}";

    private static final Duration MIN_RETENTION = Duration.ofDays(1);
    private static final Duration MAX_RETENTION = Duration.ofDays(365);
    private static final int MIN_RECORD_SIZE_KIB = 1024;
    private static final int MAX_RECORD_SIZE_KIB = 10 * 1024;

    /** @throws IllegalArgumentException when a value is not allowed */
    public EventStreamProps {
        requireNonNull(encryptionKey, "encryptionKey is null");
        requireNonNull(removalPolicy, "removalPolicy is null");
        streamName.filter(name -> !name.matches(NAME)).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "streamName must be 1 to 128 letters, digits, '_', '.' or '-', got '" + name + "'");
        });
        if (shards.isPresent() && shards.getAsInt() < 1) {
            throw new IllegalArgumentException("shards must be at least 1, got " + shards.getAsInt());
        }
        if (retention.compareTo(MIN_RETENTION) < 0
                || retention.compareTo(MAX_RETENTION) > 0
                || !retention.equals(Duration.ofHours(retention.toHours()))) {
            throw new IllegalArgumentException("retention must be 24 to 8760 whole hours, got '" + retention + "'");
        }
        if (warmThroughputMiBps.isPresent() && warmThroughputMiBps.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "warmThroughputMiBps must be at least 1, got " + warmThroughputMiBps.getAsInt());
        }
        if (warmThroughputMiBps.isPresent() && shards.isPresent()) {
            throw new IllegalArgumentException("warmThroughputMiBps must be that of an on-demand stream, got "
                    + warmThroughputMiBps.getAsInt() + " with " + shards.getAsInt() + " shards; drop one of them");
        }
        maxRecordSizeKiB.ifPresent(size -> {
            if (size < MIN_RECORD_SIZE_KIB || size > MAX_RECORD_SIZE_KIB) {
                throw new IllegalArgumentException("maxRecordSizeKiB must be " + MIN_RECORD_SIZE_KIB + " to "
                        + MAX_RECORD_SIZE_KIB + ", got " + size);
            }
        });
        shardLevelMetrics = ordered(shardLevelMetrics);
        if (shardLevelMetrics.contains(ShardLevelMetrics.ALL) && shardLevelMetrics.size() > 1) {
            throw new IllegalArgumentException("shardLevelMetrics must be ALL or single ones, got " + shardLevelMetrics
                    + "; drop the single ones");
        }
    }

    private static Set<ShardLevelMetrics> ordered(Set<ShardLevelMetrics> metrics) {
        return metrics.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(metrics));
    }

    /** A stream whose shards AWS adds and removes with the traffic. */
    public static EventStreamProps onDemand() {
        return builder().build();
    }

    /** A stream with a fixed number of shards. */
    public static EventStreamProps provisioned(int shards) {
        return builder().shards(shards).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these props. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.streamName = streamName;
        builder.shards = shards;
        builder.retention = retention;
        builder.warmThroughputMiBps = warmThroughputMiBps;
        builder.maxRecordSizeKiB = maxRecordSizeKiB;
        builder.shardLevelMetrics = shardLevelMetrics;
        builder.encryptionKey = encryptionKey;
        builder.removalPolicy = removalPolicy;
        return builder;
    }

    /** Builds the props. */
    public static final class Builder {
        private Optional<String> streamName = Optional.empty();
        private OptionalInt shards = OptionalInt.empty();
        private Duration retention = MIN_RETENTION;
        private OptionalInt warmThroughputMiBps = OptionalInt.empty();
        private OptionalInt maxRecordSizeKiB = OptionalInt.empty();
        private Set<ShardLevelMetrics> shardLevelMetrics = Set.of();
        private Optional<IKey> encryptionKey = Optional.empty();
        private RemovalPolicy removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

        private Builder() {}

        /** Names the stream, which a {@link FanOutConsumer} requires; generated by default. */
        public Builder streamName(String name) {
            this.streamName = Optional.of(name);
            return this;
        }

        /** A fixed number of shards; on demand by default. */
        public Builder shards(int count) {
            this.shards = OptionalInt.of(count);
            return this;
        }

        /** 24 hours by default. */
        public Builder retention(Duration hours) {
            this.retention = hours;
            return this;
        }

        /** What AWS scales an on-demand stream to by default; needs the account's on-demand advantage. */
        public Builder warmThroughputMiBps(int writes) {
            this.warmThroughputMiBps = OptionalInt.of(writes);
            return this;
        }

        /** 1024 by default. */
        public Builder maxRecordSizeKiB(int size) {
            this.maxRecordSizeKiB = OptionalInt.of(size);
            return this;
        }

        /** None by default. */
        public Builder shardLevelMetrics(ShardLevelMetrics... metrics) {
            this.shardLevelMetrics = Set.of(metrics);
            return this;
        }

        /** A customer managed key, which sharing the stream with another account requires. */
        public Builder encryptionKey(IKey key) {
            this.encryptionKey = Optional.of(key);
            return this;
        }

        /** Retained by default, unless the deployment that creates it fails. */
        public Builder removalPolicy(RemovalPolicy policy) {
            this.removalPolicy = policy;
            return this;
        }

        public EventStreamProps build() {
            return new EventStreamProps(
                    streamName,
                    shards,
                    retention,
                    warmThroughputMiBps,
                    maxRecordSizeKiB,
                    shardLevelMetrics,
                    encryptionKey,
                    removalPolicy);
        }
    }
}
