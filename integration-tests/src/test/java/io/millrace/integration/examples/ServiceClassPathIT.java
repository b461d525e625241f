package io.millrace.integration.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.template.GivenValues;
import io.millrace.local.flink.FlinkRest;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster has the class path of the service: jobs run whose jars hold only their own classes and the connector. One
 * stage runs the first of them, and one for Flink 2; the others run beside the first on its cluster, which has the same streams and
 * property groups.
 */
class ServiceClassPathIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The connector and its dependencies, as a build puts them into a job's jar. */
    private static final String[] CONNECTOR = {
        "flink-connector-kinesis",
        "commons-codec",
        "commons-lang",
        "commons-logging",
        "failureaccess",
        "guava",
        "joda-time"
    };

    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    /** A service that the stage's user runs. */
    private static final FakeCloudWatch CLOUD_WATCH = new FakeCloudWatch();

    @TempDir
    private static Path directory;

    private static LocalStage stage;

    @BeforeAll
    static void start() throws IOException {
        Path assembly = new AssemblyFiles(directory.resolve("cdk.out"))
                .oneStack("""
                        {'Resources': {
                          'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}},
                          'Sums': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}},
                          'Invalid': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}},
                          'Large': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 1}},
                          'Windows': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                            'RuntimeEnvironment': 'FLINK-1_20',
                            'ApplicationConfiguration': {
                              'ApplicationCodeConfiguration': {'CodeContent': {'S3ContentLocation': {
                                'BucketARN': 'arn:aws:s3:::assets-000000000000-us-east-1', 'FileKey': 'hash.jar'}}},
                              'EnvironmentProperties': {'PropertyGroups': [
                                {'PropertyGroupId': 'InputStream0', 'PropertyMap': {'stream.name': {'Ref': 'Orders'},
                                  'aws.region': 'us-east-1', 'flink.stream.initpos': 'TRIM_HORIZON'}},
                                {'PropertyGroupId': 'OutputStream0', 'PropertyMap': {'stream.name': {'Ref': 'Sums'},
                                  'aws.region': 'us-east-1'}},
                                {'PropertyGroupId': 'OutputStream1', 'PropertyMap': {'stream.name': {'Ref': 'Large'},
                                  'aws.region': 'us-east-1'}},
                                {'PropertyGroupId': 'OutputStream2', 'PropertyMap': {'stream.name': {'Ref': 'Invalid'},
                                  'aws.region': 'us-east-1'}},
                                {'PropertyGroupId': 'Archive', 'PropertyMap': {'path': 's3://archive/invalid',
                                  'report': 's3://archive/report'}}]},
                              'FlinkApplicationConfiguration': {
                                'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true,
                                  'CheckpointInterval': 1000, 'MinPauseBetweenCheckpoints': 0},
                                'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 4}}}}}
                          ,'Counts': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                            'RuntimeEnvironment': 'FLINK-2_2',
                            'ApplicationConfiguration': {
                              'EnvironmentProperties': {'PropertyGroups': [
                                {'PropertyGroupId': 'Counts', 'PropertyMap': {'path': 's3://archive/counts'}}]},
                              'FlinkApplicationConfiguration': {
                                'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true,
                                  'CheckpointInterval': 1000, 'MinPauseBetweenCheckpoints': 0}}}}}
                        }}
                        """, "OrderWindows.jar")
                .directory();
        ExampleJar.build(
                assembly,
                "OrderWindows",
                Stream.concat(Stream.of("aws-sdk"), Stream.of(CONNECTOR)).toArray(String[]::new));
        Files.writeString(
                directory.resolve("millrace.local.json"),
                "{\"endpoints\": {\"cloudwatch\": \"%s\"}}".formatted(CLOUD_WATCH.url()));
        stage = LocalStage.builder(assembly)
                .stateDirectory(directory.resolve("state"))
                .given(GivenValues.NONE.withJars(Map.of("Counts", ExampleJar.ofFlink2(directory, "KeyedCounts"))))
                .events(EVENTS::add)
                .start();
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.kill();
        }
        CLOUD_WATCH.close();
    }

    @Test
    void jobsWhoseLibrariesAreProvidedRunAsOnTheService() {
        assertThat(EVENTS)
                .contains(
                        "shop-Windows: the code sets parallelism 1, which overrides the template's 4, as on the service")
                .noneMatch(event -> event.contains("checkpoint storage"));
        assertThat(EVENTS)
                .contains(
                        "shop-Counts: the code sets execution.checkpointing.interval to PT24H, which the service overrides with"
                                + " PT1S");
        run("LargeOrders", CONNECTOR);
        run("GeneratedReport", "flink-sql-avro");
        stage.put(
                "Orders",
                Stream.of("""
                        {"item": "tea", "quantity": 1, "timestamp": 1000}
                        {"item": "tea", "quantity": 3, "timestamp": 2000}
                        {"item": "salt", "quantity": 0, "timestamp": 3000}
                        {"item": "tea", "quantity": 1, "timestamp": 20000}
                        """.split("\n"))
                        .map(json -> new OutgoingRecord("1", json))
                        .toList());

        assertThat(read("Sums", 1)).containsExactly("tea 8");
        assertThat(read("Large", 1)).containsExactly("{\"item\":\"TEA\",\"quantity\":3}");
        assertThat(read("Invalid", 1)).containsExactly("invalid order of salt");
        awaitFile("archive/invalid", "invalid order of salt");
        awaitFile("archive/report/csv", ",");
        awaitFile("archive/report/json", "\"rows_seen\":");
        awaitFile("archive/report/avro", "Obj");
        awaitFile("archive/counts", "flink 2.2.");
        assertThat(CLOUD_WATCH.requests()).singleElement().asString().contains("PutMetricData", "starts");
        assertThat(stage.applications())
                .allSatisfy(application -> assertThat(application.restarts()).isZero());
    }

    /** Runs a jar on the stage's cluster. */
    private static void run(String job, String... libraries) {
        FlinkRest flink = new FlinkRest(stage.applications().stream()
                .filter(application -> application.name().equals("shop-Windows"))
                .findFirst()
                .orElseThrow()
                .webUi());
        Path jar = ExampleJar.build(directory, job, libraries);
        flink.run(flink.upload(jar, job), 1, Optional.empty(), false);
    }

    private static List<String> read(String stream, int count) {
        StreamFollower follower = stage.fromStart(stream);
        List<String> texts = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            follower.poll().stream().map(IncomingRecord::text).forEach(texts::add);
            return texts.size() >= count;
        });
        return texts;
    }

    /** Waits until a finished file under a key's prefix contains a text. */
    private static void awaitFile(String prefix, String text) {
        Path folder = stage.directory().path().resolve("buckets").resolve(prefix);
        await().atMost(PATIENCE).until(() -> contains(folder, text));
    }

    private static boolean contains(Path folder, String text) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean finished = !file.getFileName().toString().startsWith(".");
                if (finished && new String(Files.readAllBytes(file), UTF_8).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
