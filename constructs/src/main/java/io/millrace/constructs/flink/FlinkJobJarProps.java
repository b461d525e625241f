package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Which jar goes into which bucket.
 *
 * @param jar a file on the machine that synthesises, absolute or relative to its working directory
 */
public record FlinkJobJarProps(ArtifactBucket bucket, Path jar) {
    public FlinkJobJarProps {
        requireNonNull(bucket, "bucket is null");
        requireNonNull(jar, "jar is null");
    }
}
