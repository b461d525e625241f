package io.millrace.connector.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.connector.kinesis.aggregate.Aggregates;
import io.millrace.kinesis.server.KinesisServer;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The source in a job, on a server that keeps the service's limits. */
class KinesisSourceTest {
    @TempDir
    static Path directory;

    private static MiniCluster cluster;
    private static KinesisServer server;
    private static KinesisAsyncClient client;

    @BeforeAll
    static void startServers() throws Exception {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .withRandomPorts()
                .setConfiguration(HeldMetrics.configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .build());
        cluster.start();
        server = KinesisServer.start(directory.resolve("kinesis"));
        client = TestStream.client(server);
    }

    @AfterAll
    static void stopServers() throws Exception {
        cluster.close();
        client.close();
        server.close();
    }

    private static KinesisSource<String> source(TestStream stream, String name, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(stream.properties());
        properties.put("source.init.position", "TRIM_HORIZON");
        properties.put("source.shard.discovery.interval", "1 s");
        properties.putAll(more);
        return KinesisSource.<String>builder()
                .streamArn(stream.arn())
                .properties(properties)
                .deserializer(new Progress(name))
                .build();
    }

    private static void awaitOnce(String name, List<String> texts) {
        Map<String, Long> expected = texts.stream().collect(Collectors.toMap(Function.identity(), text -> 1L));
        await().atMost(TestStream.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(CountedJob.counts(name)).isEqualTo(expected));
    }

    @Test
    void recordsAreReadOnceThroughSplitsMergesFailuresAndAMoveToAnotherParallelism() throws Exception {
        String name = "resharded";
        TestStream stream = TestStream.create(server, client, name, 2);
        stream.put(CountedJob.texts(0, 300));

        JobClient job = CountedJob.start(cluster, name, source(stream, name, Map.of()), 2, null);
        awaitOnce(name, CountedJob.texts(0, 300));
        stream.splitFirst();
        CountedJob.failAt(name, "k3:445");
        stream.put(CountedJob.texts(300, 600));
        stream.mergeFirst();
        stream.put(CountedJob.texts(600, 800));
        stream.put(aggregate(CountedJob.texts(800, 900)), "aggregate", "0");
        awaitOnce(name, CountedJob.texts(0, 900));
        assertThat(CountedJob.hasFailed(name)).isTrue();

        Path savepoint = CountedJob.stop(job, directory.resolve("savepoints"));
        stream.put(CountedJob.texts(900, 1000));
        stream.splitFirst();
        stream.put(CountedJob.texts(1000, 1100));
        JobClient restored = CountedJob.start(cluster, name, source(stream, name, Map.of()), 3, savepoint);
        awaitOnce(name, CountedJob.texts(0, 1100));
        restored.cancel().get();
    }

    /** All in the first shard, whatever their partition keys are. */
    private static byte[] aggregate(List<String> texts) {
        return Aggregates.write(texts.stream()
                .map(text -> new Aggregates.Entry(text, "0", text))
                .toList());
    }

    @Test
    void whatArrivesAfterTheStartAtTheTipIsReadThoughTheSourceIsRestoredBeforeItHasReadAnything() throws Exception {
        String name = "latest";
        TestStream stream = TestStream.create(server, client, name, 1);
        stream.put(List.of("k:before"));
        KinesisSource<String> source = source(stream, name, Map.of("source.init.position", "LATEST"));

        JobClient job = CountedJob.start(cluster, name, source, 2, null);
        await().atMost(TestStream.PATIENCE).until(() -> Progress.notes(name).contains("read shardId-000000000000"));
        assertThat(Progress.notes(name))
                .containsSubsequence("opened shardId-000000000000 LATEST", "listed")
                .containsOnlyOnce("opened shardId-000000000000 LATEST")
                .doesNotContain("record shardId-000000000000 k:before");
        assertThat(Progress.notes(name).stream().filter("listed"::equals)).hasSize(2);

        String behind = "KinesisStreamSource.accountId.000000000000.region.eu-west-1.stream.latest"
                + ".shardId.shardId-000000000000.millisBehindLatest";
        assertThat(HeldMetrics.gauge(behind)).contains(0L);

        Path savepoint = CountedJob.stop(job, directory.resolve("savepoints"));
        stream.put(CountedJob.texts(0, 10));
        stream.splitFirst();
        stream.put(CountedJob.texts(10, 20));
        JobClient restored = CountedJob.start(cluster, name, source, 1, savepoint);
        awaitOnce(name, CountedJob.texts(0, 20));
        assertThat(Progress.notes(name))
                .containsSubsequence(
                        "opened shardId-000000000000 LATEST",
                        "listed",
                        "opened shardId-000000000000 UNREAD",
                        "ended shardId-000000000000",
                        "opened shardId-000000000001 TRIM_HORIZON",
                        "closed shardId-000000000000");
        assertThat(HeldMetrics.gauge(behind)).as("of a shard that has ended").isEmpty();
        assertThat(HeldMetrics.gauge("currentFetchEventTimeLag")).isPresent();
        restored.cancel().get();
    }

    @Test
    void fanOutReadsOnceThroughASplitAndAFailure() throws Exception {
        String name = "fan-out";
        TestStream stream = TestStream.create(server, client, name, 1);
        stream.registerConsumer("counter");
        stream.put(CountedJob.texts(0, 100));

        JobClient job = CountedJob.start(
                cluster,
                name,
                source(
                        stream,
                        name,
                        Map.of(
                                "source.reader.type", "EFO",
                                "source.efo.lifecycle", "SELF_MANAGED",
                                "source.efo.consumer.name", "counter")),
                2,
                null);
        awaitOnce(name, CountedJob.texts(0, 100));
        stream.splitFirst();
        CountedJob.failAt(name, "k3:133");
        stream.put(CountedJob.texts(100, 200));
        awaitOnce(name, CountedJob.texts(0, 200));
        assertThat(CountedJob.hasFailed(name)).isTrue();
        job.cancel().get();
    }

    @Test
    void aWatermarkIsThatOfTheSlowestShard() throws Exception {
        String name = "watermarks";
        String secondShard = BigInteger.TWO.pow(127).toString();
        TestStream stream = TestStream.create(server, client, name, 2);
        stream.put("fast:1000".getBytes(UTF_8), "fast", "0");
        stream.put("slow:10".getBytes(UTF_8), "slow", secondShard);

        JobClient job = startWithTimes(stream, name, byText());
        await().atMost(TestStream.PATIENCE).until(() -> SeenWatermarks.of(name).contains(9L));
        stream.put("slow:2000".getBytes(UTF_8), "slow", secondShard);
        await().atMost(TestStream.PATIENCE).until(() -> SeenWatermarks.of(name).contains(999L));

        assertThat(SeenWatermarks.of(name)).isSorted().endsWith(999L);
        job.cancel().get();
    }

    @Test
    void aShardThatIsAheadWaitsForTheOthersWhereWatermarksAreAligned() throws Exception {
        String name = "aligned";
        String secondShard = BigInteger.TWO.pow(127).toString();
        TestStream stream = TestStream.create(server, client, name, 2);
        stream.put("slow:1".getBytes(UTF_8), "slow", secondShard);
        JobClient job = startWithTimes(
                stream, name, byText().withWatermarkAlignment("all", Duration.ofMillis(500), Duration.ofMillis(20)));

        // it may take some records until the reader has heard of the limit
        int slow = 1;
        String last;
        boolean waits;
        int fast = 10_000;
        do {
            last = "fast:" + fast++;
            stream.put(last.getBytes(UTF_8), "fast", "0");
            for (int i = 0; i < 5; i++) {
                String next = "slow:" + ++slow;
                stream.put(next.getBytes(UTF_8), "slow", secondShard);
                awaitRead(name, "shardId-000000000001", next);
            }
            waits = !isRead(name, "shardId-000000000000", last);
        } while (!waits && fast < 10_100);
        assertThat(waits)
                .as("of %d records of the shard that is ahead, the last waits", fast - 10_000)
                .isTrue();

        stream.put("slow:10000".getBytes(UTF_8), "slow", secondShard);
        awaitRead(name, "shardId-000000000000", last);
        job.cancel().get();
    }

    private static void awaitRead(String name, String shard, String text) {
        await().atMost(TestStream.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> isRead(name, shard, text));
    }

    private static boolean isRead(String name, String shard, String text) {
        return Progress.notes(name).contains("record " + shard + " " + text);
    }

    /** The time of a record is the number after the colon in its text. */
    private static WatermarkStrategy<String> byText() {
        return WatermarkStrategy.<String>forMonotonousTimestamps()
                .withTimestampAssigner((text, arrival) -> Long.parseLong(text.substring(text.indexOf(':') + 1)));
    }

    private static JobClient startWithTimes(TestStream stream, String name, WatermarkStrategy<String> times)
            throws Exception {
        StreamExecutionEnvironment environment =
                new TestStreamEnvironment(cluster, new Configuration(), 1, List.of(), List.of());
        environment
                .fromSource(source(stream, name, Map.of()), times, "source")
                .transform("watermarks", Types.STRING, new SeenWatermarks(name))
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync(name);
    }
}
