package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file or directory of the assembly, and the S3 object that it is published as.
 *
 * @param source its path in the assembly; a directory is published as a zip file of its content
 * @param bucket the bootstrap bucket
 * @param key the object's key
 */
public record FileAsset(Path source, String bucket, String key) {
    public FileAsset {
        requireNonNull(source, "source is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(key, "key is null");
    }
}
