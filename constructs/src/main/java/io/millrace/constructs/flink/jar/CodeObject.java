package io.millrace.constructs.flink.jar;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * The object in S3 that holds an application's code.
 *
 * @param version of the object, or null for the current one
 * @param readable pattern of the keys that an application may read: of this code, and of what it may be rolled back to
 */
record CodeObject(IBucket bucket, String key, @Nullable String version, String readable) {
    /** Copied into a bucket under the hash of its content. */
    static Function<Construct, CodeObject> deployed(Path file, IBucket bucket, String extension) {
        return scope -> CodeDeployer.of(Stack.of(scope)).copy(scope, asset(scope, file), bucket, extension);
    }

    /** In the bucket of the account's bootstrap stack. */
    static Function<Construct, CodeObject> asset(Path file, String extension) {
        return scope -> {
            Asset asset = asset(scope, file);
            return new CodeObject(asset.getBucket(), asset.getS3ObjectKey(), null, "*" + extension);
        };
    }

    /** In a bucket already. */
    static Function<Construct, CodeObject> existing(IBucket bucket, String key, Optional<String> version) {
        CodeFiles.requireBucket(bucket);
        if (!key.matches("[^/](.{0,1022}[^/])?")) {
            throw new IllegalArgumentException("objectKey must be 1 to 1024 characters without a slash at either end,"
                    + " got '" + key + "'; without the bucket and 's3://'");
        }
        if (version.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("objectVersion must be the id of an object's version, got '"
                    + version.get() + "'; leave it out for the current version");
        }
        String readable = key.substring(0, key.lastIndexOf('/') + 1) + "*";
        return scope -> new CodeObject(bucket, key, version.orElse(null), readable);
    }

    private static Asset asset(Construct scope, Path file) {
        return Asset.Builder.create(scope, "Asset").path(file.toString()).build();
    }
}
