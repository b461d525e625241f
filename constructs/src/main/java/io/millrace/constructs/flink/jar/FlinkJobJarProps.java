package io.millrace.constructs.flink.jar;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A jar and the bucket that it is deployed into.
 *
 * @param bucket any bucket, also an imported one; the jar goes into its folder {@code jobs}
 * @param jar a file on the machine that runs synthesis, absolute or relative to the working directory
 */
public record FlinkJobJarProps(IBucket bucket, Path jar) {
    /** @throws IllegalArgumentException when there is no bucket, or the file does not exist or is not a jar */
    public FlinkJobJarProps {
        requireBucket(bucket);
        requireJar(jar);
    }

    public FlinkJobJarProps(ArtifactBucket bucket, Path jar) {
        this(bucketOf(bucket), jar);
    }

    private static IBucket bucketOf(@Nullable ArtifactBucket artifacts) {
        IBucket bucket = artifacts == null ? null : artifacts.bucket();
        return requireBucket(bucket);
    }

    static IBucket requireBucket(@Nullable IBucket bucket) {
        if (bucket == null) {
            throw new IllegalArgumentException("bucket must be the one that holds the jar, got null; define an"
                    + " ArtifactBucket, or import one with Bucket.fromBucketName");
        }
        return bucket;
    }

    static void requireJar(@Nullable Path jar) {
        if (jar == null || !Files.isRegularFile(jar) || !jar.toString().endsWith(".jar")) {
            throw new IllegalArgumentException("jar must be an existing .jar file, got '" + jar + "'; build it first");
        }
    }
}
