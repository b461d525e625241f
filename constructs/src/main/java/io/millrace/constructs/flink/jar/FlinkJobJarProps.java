package io.millrace.constructs.flink.jar;

import java.nio.file.Path;
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
        CodeFiles.requireBucket(bucket);
        CodeFiles.requireJar(jar);
    }

    public FlinkJobJarProps(ArtifactBucket bucket, Path jar) {
        this(CodeFiles.bucketOf(bucket), jar);
    }
}
