package io.millrace.cluster.s3;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.net.URI;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The objects of one bucket as files: {@code s3://bucket/key} is the file {@code bucket/key} of a directory. */
final class S3FileSystem extends LocalFileSystem {
    private final File directory;
    private final URI uri;

    S3FileSystem(File directory, URI uri) {
        this.directory = requireNonNull(directory, "directory is null");
        this.uri = requireNonNull(uri, "uri is null");
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public File pathToFile(Path path) {
        String bucket = path.toUri().getAuthority();
        // a path that this file system returned, for example in a listing, has no bucket
        return bucket == null ? new File(path.getPath()) : new File(new File(directory, bucket), path.getPath());
    }
}
