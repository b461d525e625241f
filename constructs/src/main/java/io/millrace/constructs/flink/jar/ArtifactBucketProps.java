package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;

/**
 * How long a bucket of jars keeps replaced objects, and what happens to the bucket when it leaves the template. Immutable.
 *
 * @param noncurrentVersionExpiration how long a replaced or deleted object can be restored; whole days, at least 1
 * @param encryptionKey empty for keys that S3 manages ({@code SSE-S3})
 * @param removalPolicy with {@link RemovalPolicy#DESTROY} the objects are deleted too, since S3 refuses to delete a
 *     bucket that is not empty
 */
public record ArtifactBucketProps(
        Duration noncurrentVersionExpiration, Optional<IKey> encryptionKey, RemovalPolicy removalPolicy) {
    public ArtifactBucketProps {
        requireNonNull(noncurrentVersionExpiration, "noncurrentVersionExpiration is null");
        requireNonNull(encryptionKey, "encryptionKey is null");
        requireNonNull(removalPolicy, "removalPolicy is null");
        if (noncurrentVersionExpiration.toDays() < 1
                || !noncurrentVersionExpiration.equals(Duration.ofDays(noncurrentVersionExpiration.toDays()))) {
            throw new IllegalArgumentException("noncurrentVersionExpiration must be whole days, at least 1, got '"
                    + noncurrentVersionExpiration + "'");
        }
    }

    /** Keeps the bucket, and replaced objects for 90 days. */
    public static ArtifactBucketProps defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds the props. */
    public static final class Builder {
        private Duration noncurrentVersionExpiration = Duration.ofDays(90);
        private Optional<IKey> encryptionKey = Optional.empty();
        private RemovalPolicy removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

        private Builder() {}

        /** 90 days by default. */
        public Builder noncurrentVersionExpiration(Duration days) {
            this.noncurrentVersionExpiration = days;
            return this;
        }

        /** A customer managed key; keys that S3 manages by default. */
        public Builder encryptionKey(IKey key) {
            this.encryptionKey = Optional.of(key);
            return this;
        }

        /** Retained by default, unless the deployment that creates it fails. */
        public Builder removalPolicy(RemovalPolicy policy) {
            this.removalPolicy = policy;
            return this;
        }

        public ArtifactBucketProps build() {
            return new ArtifactBucketProps(noncurrentVersionExpiration, encryptionKey, removalPolicy);
        }
    }
}
