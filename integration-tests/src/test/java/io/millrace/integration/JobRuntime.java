package io.millrace.integration;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/** A runtime that the jobs are built for: its cluster, its jar, and how it names Kinesis streams. */
public enum JobRuntime {
    FLINK_1_20("FLINK-1_20", "cluster", "job") {
        @Override
        public Map<String, String> stream(String region, String name) {
            return Map.of("stream.name", name);
        }
    },
    FLINK_2_2("FLINK-2_2", "cluster-flink2", "job-flink2") {
        @Override
        public Map<String, String> stream(String region, String name) {
            return Map.of("stream.arn", "arn:aws:kinesis:%s:000000000000:stream/%s".formatted(region, name));
        }
    };

    private final String id;
    private final String cluster;
    private final String job;

    JobRuntime(String id, String cluster, String job) {
        this.id = id;
        this.cluster = cluster;
        this.job = job;
    }

    /** The value of {@code RuntimeEnvironment}. */
    public String id() {
        return id;
    }

    /** The keys of a property group that name a stream. */
    public abstract Map<String, String> stream(String region, String name);

    /** The class path of the cluster. */
    public String classPath() {
        Path target = target(cluster);
        return target.resolve("millrace-" + cluster + ".jar")
                + File.pathSeparator
                + target.resolve("lib").resolve("*");
    }

    public Path jar() {
        return target(job).resolve("millrace-" + job + ".jar");
    }

    private static Path target(String module) {
        return Path.of(System.getProperty("millrace.home"), module, "target");
    }

    @Override
    public String toString() {
        return id;
    }
}
