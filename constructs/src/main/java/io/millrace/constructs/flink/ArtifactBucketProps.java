package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import software.amazon.awscdk.RemovalPolicy;

/**
 * How long a bucket of jars keeps replaced objects, and what becomes of the bucket itself.
 *
 * @param noncurrentVersionExpiration how long a replaced or deleted object can still be brought back; whole days, at
 *     least 1
 * @param removalPolicy with {@link RemovalPolicy#DESTROY} the objects are deleted too, since S3 refuses to delete a
 *     bucket that is not empty
 */
public record ArtifactBucketProps(Duration noncurrentVersionExpiration, RemovalPolicy removalPolicy) {
    public ArtifactBucketProps {
        requireNonNull(noncurrentVersionExpiration, "noncurrentVersionExpiration is null");
        requireNonNull(removalPolicy, "removalPolicy is null");
        if (noncurrentVersionExpiration.toDays() < 1
                || !noncurrentVersionExpiration.equals(Duration.ofDays(noncurrentVersionExpiration.toDays()))) {
            throw new IllegalArgumentException(
                    "noncurrentVersionExpiration must be whole days, at least 1, got " + noncurrentVersionExpiration);
        }
    }

    /** Keeps the bucket, and what was replaced in it for 90 days. */
    public static ArtifactBucketProps defaults() {
        return new ArtifactBucketProps(Duration.ofDays(90), RemovalPolicy.RETAIN);
    }

    public ArtifactBucketProps removalPolicy(RemovalPolicy changed) {
        return new ArtifactBucketProps(noncurrentVersionExpiration, changed);
    }
}
