package io.millrace.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.AssemblyFiles;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** An assembly whose one application counts: built here, so that tests need no other module's job. */
public final class CountingJobAssembly {
    private static final String TEMPLATE = """
            {
              'Resources': {
                'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}},
                'Counting': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                  'RuntimeEnvironment': 'FLINK-1_20',
                  'ApplicationConfiguration': {
                    'ApplicationCodeConfiguration': {'CodeContent': {'S3ContentLocation': {
                      'BucketARN': 'arn:aws:s3:::assets-000000000000-us-east-1', 'FileKey': 'hash.jar'}}},
                    'ApplicationSnapshotConfiguration': {'SnapshotsEnabled': true},
                    'EnvironmentProperties': {'PropertyGroups': [
                      {'PropertyGroupId': 'Job', 'PropertyMap': {'starts': '%s'}},
                      {'PropertyGroupId': 'orders', 'PropertyMap': {'stream.name': {'Ref': 'Orders'}}}
                    ]},
                    'FlinkApplicationConfiguration': {
                      'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true,
                        'CheckpointInterval': 500, 'MinPauseBetweenCheckpoints': 0},
                      'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 1,
                        'AutoScalingEnabled': false}}}}}
              }
            }
            """;

    private final AssemblyFiles files;
    private final Path starts;
    private final Path classes;

    public CountingJobAssembly(Path directory) throws IOException {
        this.files = new AssemblyFiles(directory.resolve("cdk.out"));
        this.starts = directory.resolve("starts.txt");
        this.classes = compile(Files.createDirectories(directory.resolve("classes")));
        files.oneStack(TEMPLATE.formatted(starts), "counting.jar");
        pack();
    }

    /** Gives the job a setting more, and no other one. */
    void set(String key, String value) {
        files.oneStack(
                TEMPLATE.formatted(starts).replace("{'starts'", "{'%s': '%s', 'starts'".formatted(key, value)),
                "counting.jar");
    }

    /** Gives the job no setting more. */
    void setNothing() {
        files.oneStack(TEMPLATE.formatted(starts), "counting.jar");
    }

    /** Adds a stream to the stage. */
    void addStream(String logicalId) {
        files.oneStack(
                TEMPLATE.formatted(starts)
                        .replace(
                                "'Counting': {",
                                "'%s': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}}, 'Counting': {"
                                        .formatted(logicalId)),
                "counting.jar");
    }

    /** Builds another jar of the same code. */
    Path rebuild() throws IOException {
        Files.writeString(classes.resolve("build.txt"), Long.toString(System.nanoTime()));
        pack();
        return jar();
    }

    private Path jar() {
        return files.directory().resolve("counting.jar");
    }

    private void pack() throws IOException {
        pack(classes, jar());
    }

    public Path directory() {
        return files.directory();
    }

    /** Makes the job's main method fail. */
    public void forgetSetting() {
        files.oneStack(TEMPLATE.replace("'starts'", "'stats'"), "counting.jar");
    }

    /** Leaves the stream only. */
    public void leaveOutApplication() {
        files.oneStack(TEMPLATE.replace("AWS::KinesisAnalyticsV2::Application", "AWS::SNS::Topic"), "counting.jar");
    }

    /** The count that each start began with. */
    public List<Long> starts() throws IOException {
        return Files.readAllLines(starts).stream().map(Long::valueOf).toList();
    }

    private static Path compile(Path classes) throws IOException {
        Path library = Path.of(System.getProperty("millrace.home"), "cluster", "target", "lib");
        try (Stream<Path> jars = Files.list(library)) {
            Path source = Path.of(CountingJobAssembly.class
                    .getResource("/jobs/CountingJob.java")
                    .toURI());
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            messages,
                            "-cp",
                            jars.map(Path::toString).collect(joining(File.pathSeparator)),
                            "-d",
                            classes.toString(),
                            source.toString());
            assertThat(result).as(messages.toString(UTF_8)).isZero();
            return classes;
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "CountingJob");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> compiled = Files.list(classes)) {
            for (Path file : compiled.toList()) {
                out.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
    }
}
