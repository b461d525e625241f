package io.millrace.local.stage;

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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** An assembly with one application, which counts; it needs no other module's job. */
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
                        'CheckpointInterval': 1000, 'MinPauseBetweenCheckpoints': 0},
                      'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 1,
                        'AutoScalingEnabled': false}}}}}
              }
            }
            """;

    private final AssemblyFiles files;
    private final Path starts;
    private final Path classes;

    /** An assembly whose jar runs on a real Flink. */
    public CountingJobAssembly(Path directory) throws IOException {
        this(
                directory,
                directory.resolve("starts.txt"),
                compile(Files.createDirectories(directory.resolve("classes"))));
    }

    private CountingJobAssembly(Path directory, Path starts, Path classes) throws IOException {
        this.files = new AssemblyFiles(directory.resolve("cdk.out"));
        this.starts = starts;
        this.classes = classes;
        setNothing();
        pack();
    }

    /** An assembly whose jar has no classes, for a scripted Flink. */
    public static CountingJobAssembly withoutCode(Path directory) throws IOException {
        return new CountingJobAssembly(
                directory, directory.resolve("starts.txt"), Files.createDirectories(directory.resolve("classes")));
    }

    /** Adds one setting to those of the first version. */
    public void set(String key, String value) {
        files.oneStack(
                TEMPLATE.formatted(starts).replace("{'starts'", "{'%s': '%s', 'starts'".formatted(key, value)),
                "counting.jar");
    }

    /** Gives the application another logical id, and with it another name. */
    public void rename(String id) {
        files.oneStack(TEMPLATE.formatted(starts).replace("'Counting'", "'%s'".formatted(id)), "counting.jar");
    }

    /** Goes back to the settings of the first version. */
    public void setNothing() {
        files.oneStack(TEMPLATE.formatted(starts), "counting.jar");
    }

    /** Turns snapshots off, as the template of an application without state does. */
    public void turnSnapshotsOff() {
        files.oneStack(
                TEMPLATE.formatted(starts).replace("'SnapshotsEnabled': true", "'SnapshotsEnabled': false"),
                "counting.jar");
    }

    /** Sets the runtime. */
    public void runOn(String runtime) {
        files.oneStack(TEMPLATE.formatted(starts).replace("FLINK-1_20", runtime), "counting.jar");
    }

    /** Sets the parallelism, with as many tasks on each KPU as the service allows. */
    public void setParallelism(int parallelism) {
        files.oneStack(
                TEMPLATE.formatted(starts)
                        .replace(
                                "'Parallelism': 1", "'Parallelism': %d, 'ParallelismPerKPU': 8".formatted(parallelism)),
                "counting.jar");
    }

    /** Tells the service to start the application without its snapshot. */
    public void skipSnapshot() {
        files.oneStack(
                TEMPLATE.formatted(starts)
                        .replace(
                                "'ApplicationConfiguration': {",
                                "'RunConfiguration': {'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                                        + " 'SKIP_RESTORE_FROM_SNAPSHOT'}}, 'ApplicationConfiguration': {"),
                "counting.jar");
    }

    /** Builds another jar of the same code. */
    public Path rebuild() throws IOException {
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

    /** Removes the application from the stage. */
    void leaveOutApplication() {
        files.oneStack(
                TEMPLATE.formatted(starts).replace("AWS::KinesisAnalyticsV2::Application", "AWS::SNS::Topic"),
                "counting.jar");
    }

    /** The count that each start began with. */
    public List<Long> starts() throws IOException {
        return Files.readAllLines(starts).stream().map(Long::valueOf).toList();
    }

    /** Another assembly of the same application, with the same jar. */
    CountingJobAssembly copyTo(Path directory) throws IOException {
        CountingJobAssembly copy = new CountingJobAssembly(directory, starts, classes);
        Files.copy(jar(), copy.jar(), StandardCopyOption.REPLACE_EXISTING);
        return copy;
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
                            "-nowarn",
                            "--release",
                            "11",
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
