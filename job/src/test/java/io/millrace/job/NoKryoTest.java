package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.Contract;
import io.millrace.contract.flink.BoundJob;
import io.millrace.job.api.Job;
import io.millrace.job.api.JobContext;
import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.SharedCluster;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Kryo would tie a job's streams and state to this jar's classes, and is slow. Flink creates the serializers of streams
 * and keys with the graph, and those of state at first use: with Kryo forbidden, either fails. Sources are replaced, so
 * that the state of the Kinesis consumer is not covered.
 */
class NoKryoTest {
    static final List<Job> JOBS = Jobs.all();

    /**
     * {@code <input>.txt}: records that make each job use all of its state and write to all of its outputs, one a line.
     * {@code <job>.properties}: settings with which these few records are enough, and every operator is present.
     */
    private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");

    private static Path secret;

    @BeforeAll
    static void writeSecret(@TempDir Path directory) throws IOException {
        secret = Files.writeString(directory.resolve("secret"), "a secret that is only this test's");
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void everyStreamAndKeyHasASerializerOfItsOwn(Job job) throws IOException {
        StreamExecutionEnvironment environment = withoutKryo();

        Jobs.build(environment, groups(job));

        assertThat(environment.getStreamGraph().getStreamNodes())
                .hasSizeGreaterThan(job.contract().inputs().size()
                        + job.contract().outputs().size());
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void everyStateHasASerializerOfItsOwn(Job job) throws Exception {
        StreamExecutionEnvironment environment = withoutKryo();
        RecordedConnector connector = new RecordedConnector(NoKryoTest::shards);

        job.build(new JobContext(environment, new BoundJob(groups(job)), settings -> connector));
        environment.execute();

        assertThat(connector.writtenTo())
                .as("outputs that something came out of")
                .containsExactlyInAnyOrderElementsOf(job.contract().outputs());
    }

    @Test
    void kryoInAStreamIsDetected() {
        StreamExecutionEnvironment environment = withoutKryo();
        DataStream<Thread> generic =
                environment.fromData(1).map(number -> new Thread()).returns(TypeInformation.of(Thread.class));
        generic.sinkTo(new DiscardingSink<>());

        assertThatThrownBy(environment::getStreamGraph).hasMessageContaining("Generic types have been disabled");
    }

    private static StreamExecutionEnvironment withoutKryo() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(1));
        StreamExecutionEnvironment environment = SharedCluster.environment(1, configuration);
        environment.getConfig().enableObjectReuse();
        return environment;
    }

    private static Map<String, Map<String, String>> groups(Job job) throws IOException {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        groups.put(Contract.JOB_GROUP, settings(job));
        for (String input : job.contract().inputs()) {
            groups.put(input, KinesisPorts.group(input));
        }
        for (String output : job.contract().outputs()) {
            groups.put(output, KinesisPorts.group(output));
        }
        return groups;
    }

    private static Map<String, String> settings(Job job) throws IOException {
        Map<String, String> settings =
                new HashMap<>(Map.of(Contract.JOB_NAME, job.contract().name()));
        job.contract().settings().stream()
                .filter(setting -> setting.declaration().required())
                .forEach(setting -> settings.put(setting.key(), secret.toUri().toString()));
        Path sample = SAMPLES.resolve(job.contract().name() + ".properties");
        if (Files.exists(sample)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(sample)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        }
        return settings;
    }

    private static List<ShardLog> shards(String input) {
        try {
            ShardLog shard = new ShardLog(input, "shard-0");
            Files.readAllLines(SAMPLES.resolve(input + ".txt")).forEach(shard::add);
            return List.of(shard);
        } catch (IOException e) {
            throw new UncheckedIOException("every input must have sample records", e);
        }
    }
}
