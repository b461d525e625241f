package io.millrace.constructs.flink.jar;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * A zip with a Python application, and the bucket that it is deployed into.
 *
 * @param bucket any bucket, also an imported one; the zip goes into its folder {@code jobs}
 * @param zip a file on the machine that runs synthesis, absolute or relative to the working directory
 * @param files which of its files are the application
 */
public record FlinkPythonZipProps(IBucket bucket, Path zip, PythonFiles files) {
    /** @throws IllegalArgumentException when there is no bucket, or the file does not exist or is not a zip */
    public FlinkPythonZipProps {
        CodeFiles.requireBucket(bucket);
        CodeFiles.requireZip(zip);
        requireNonNull(files, "files is null");
    }

    public FlinkPythonZipProps(ArtifactBucket bucket, Path zip, PythonFiles files) {
        this(CodeFiles.bucketOf(bucket), zip, files);
    }
}
