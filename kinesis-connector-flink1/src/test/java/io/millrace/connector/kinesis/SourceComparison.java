package io.millrace.connector.kinesis;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.kinesis.server.KinesisMain;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Compares {@link KinesisSource} with {@code FlinkKinesisConsumer}, both with their defaults, on Flink 1.20 and a local
 * server in a process of its own: the CPU time per record, the time to the first record, the CPU time of an idle job, and
 * the time of a cancellation. Arguments: records, rounds.
 */
@SuppressWarnings("deprecation")
final class SourceComparison {
    private static final int SHARDS = 4;
    private static final int PARALLELISM = 2;
    private static final int BYTES = 200;
    private static final String STREAM = "compared";
    private static final String ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/" + STREAM;
    /** So long, code is compiled that runs a few times a second. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final AtomicLong SEEN = new AtomicLong();

    private SourceComparison() {}

    public static void main(String[] args) throws Exception {
        int records = Integer.parseInt(args[0]);
        Path directory = Files.createTempDirectory("comparison");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KinesisMain.class.getName(),
                        "--dir",
                        directory + File.separator + "kinesis",
                        "--limits",
                        "off")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream()))) {
            String line = out.readLine();
            URI endpoint = URI.create(line.substring(line.indexOf("http://")).trim());
            fill(endpoint, records);
            System.out.println(
                    "| source | reader | records/s | CPU µs/record | first record s | idle CPU % | cancel s |");
            for (int round = 0; round < Integer.parseInt(args[1]); round++) {
                for (String reader : List.of("POLLING", "EFO")) {
                    measure("FlinkKinesisConsumer", reader, endpoint, records);
                    measure("KinesisSource", reader, endpoint, records);
                }
            }
        } finally {
            server.destroy();
        }
        System.exit(0);
    }

    private static void fill(URI endpoint, int records) throws Exception {
        try (KinesisAsyncClient client = KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build()) {
            client.createStream(request -> request.streamName(STREAM).shardCount(SHARDS))
                    .get();
            Thread.sleep(1000);
            for (String consumer : List.of("FlinkKinesisConsumer", "KinesisSource")) {
                client.registerStreamConsumer(request -> request.streamARN(ARN).consumerName(consumer))
                        .get();
            }
            String padding = "x".repeat(BYTES - 10);
            for (int i = 0; i < records; i += 500) {
                List<PutRecordsRequestEntry> batch = new ArrayList<>();
                for (int j = i; j < Math.min(records, i + 500); j++) {
                    batch.add(PutRecordsRequestEntry.builder()
                            .partitionKey("key" + j)
                            .data(SdkBytes.fromUtf8String(String.format("%010d", j) + padding))
                            .build());
                }
                client.putRecords(request -> request.streamName(STREAM).records(batch))
                        .get();
            }
        }
    }

    private static Map<String, String> common(URI endpoint) {
        Map<String, String> properties = new HashMap<>();
        properties.put("aws.region", "eu-west-1");
        properties.put("aws.endpoint", endpoint.toString());
        properties.put("aws.credentials.provider", "BASIC");
        properties.put("aws.credentials.provider.basic.accesskeyid", "any");
        properties.put("aws.credentials.provider.basic.secretkey", "any");
        return properties;
    }

    private static DataStream<String> source(
            StreamExecutionEnvironment environment, String source, String reader, URI endpoint) {
        Map<String, String> properties = common(endpoint);
        if (source.equals("KinesisSource")) {
            properties.put("source.init.position", "TRIM_HORIZON");
            properties.put("source.reader.type", reader);
            properties.put("source.efo.lifecycle", "SELF_MANAGED");
            properties.put("source.efo.consumer.name", source);
            return environment.fromSource(
                    KinesisSource.<String>builder()
                            .streamArn(ARN)
                            .properties(properties)
                            .deserializer(KinesisDeserializationSchema.of(new SimpleStringSchema()))
                            .build(),
                    WatermarkStrategy.noWatermarks(),
                    source);
        }
        properties.put("flink.stream.initpos", "TRIM_HORIZON");
        properties.put("flink.stream.recordpublisher", reader);
        properties.put("flink.stream.efo.consumername", source);
        Properties legacy = new Properties();
        legacy.putAll(properties);
        return environment.addSource(new FlinkKinesisConsumer<>(STREAM, new SimpleStringSchema(), legacy), source);
    }

    private static void measure(String source, String reader, URI endpoint, int records) throws Exception {
        SEEN.set(0);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
        source(environment, source, reader, endpoint)
                .map(text -> {
                    SEEN.incrementAndGet();
                    return text;
                })
                .sinkTo(new DiscardingSink<>());
        long started = System.nanoTime();
        JobClient job = environment.executeAsync(source);
        while (SEEN.get() == 0) {
            Thread.sleep(5);
        }
        long first = System.nanoTime();
        long cpuBefore = cpuNanos();
        long seenBefore = SEEN.get();
        while (SEEN.get() < records) {
            Thread.sleep(5);
        }
        double seconds = (System.nanoTime() - first) / 1e9;
        double cpuMicros = (cpuNanos() - cpuBefore) / 1e3 / (records - seenBefore);
        Thread.sleep(WARM_UP.toMillis());
        long idleBefore = cpuNanos();
        Thread.sleep(IDLE.toMillis());
        double idle = (cpuNanos() - idleBefore) * 100.0 / IDLE.toNanos();
        long cancelled = System.nanoTime();
        job.cancel().get();
        CompletableFuture<?> result = job.getJobExecutionResult();
        try {
            result.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            // it was cancelled
        }
        System.out.printf(
                "| %s | %s | %.0f | %.2f | %.2f | %.1f | %.2f |%n",
                source,
                reader,
                (records - seenBefore) / seconds,
                cpuMicros,
                (first - started) / 1e9,
                idle,
                (System.nanoTime() - cancelled) / 1e9);
        if (SEEN.get() != records) {
            throw new AssertionError(SEEN.get() + " records instead of " + records);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
