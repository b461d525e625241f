package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A jar and the bucket that it is deployed into.
 *
 * @param jar a file on the machine that runs synthesis, absolute or relative to the working directory
 */
public record FlinkJobJarProps(ArtifactBucket bucket, Path jar) {
    public FlinkJobJarProps {
        requireNonNull(bucket, "bucket is null");
        requireNonNull(jar, "jar is null");
    }
}
