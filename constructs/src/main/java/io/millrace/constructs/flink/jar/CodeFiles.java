package io.millrace.constructs.flink.jar;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.s3.IBucket;

/** Checks what code is defined with, before CDK does. */
final class CodeFiles {
    private CodeFiles() {}

    static IBucket bucketOf(@Nullable ArtifactBucket artifacts) {
        IBucket bucket = artifacts == null ? null : artifacts.bucket();
        return requireBucket(bucket);
    }

    static IBucket requireBucket(@Nullable IBucket bucket) {
        if (bucket == null) {
            throw new IllegalArgumentException("bucket must be the one that holds the code, got null; define an"
                    + " ArtifactBucket, or import one with Bucket.fromBucketName");
        }
        return bucket;
    }

    static Path requireJar(@Nullable Path jar) {
        return requireFile("jar", jar, "build it first");
    }

    static Path requireZip(@Nullable Path zip) {
        return requireFile("zip", zip, "pack it first, from within its directory: zip -r ../app.zip .");
    }

    private static Path requireFile(String kind, @Nullable Path file, String remedy) {
        if (file == null || !Files.isRegularFile(file) || !file.toString().endsWith("." + kind)) {
            throw new IllegalArgumentException(
                    "%s must be an existing .%1$s file, got '%s'; %s".formatted(kind, file, remedy));
        }
        return file;
    }
}
