package io.millrace.cluster.s3;

import java.io.File;
import java.net.URI;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** Paths that begin with {@code s3://}. */
public class S3FileSystemFactory implements FileSystemFactory {
    /** The directory with a directory for each bucket. */
    private static final ConfigOption<String> DIRECTORY =
            ConfigOptions.key("millrace.s3.dir").stringType().noDefaultValue();

    private String directory = System.getProperty("java.io.tmpdir");

    @Override
    public String getScheme() {
        return "s3";
    }

    @Override
    public void configure(Configuration configuration) {
        directory = configuration.getOptional(DIRECTORY).orElse(directory);
    }

    @Override
    public FileSystem create(URI uri) {
        return new S3FileSystem(new File(directory), URI.create(getScheme() + "://" + uri.getAuthority()));
    }

    /** Paths that begin with {@code s3a://}. */
    public static final class A extends S3FileSystemFactory {
        @Override
        public String getScheme() {
            return "s3a";
        }
    }
}
