package io.millrace.contract.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarCheckTest {
    private static final String FETCHER = "org/apache/flink/streaming/connectors/kinesis/internals/KinesisDataFetcher";
    private static final String SOURCE = "org/apache/flink/connector/kinesis/source/KinesisStreamsSource";
    private static final String SINK = "org/apache/flink/connector/kafka/sink/KafkaSink";
    private static final String CALLBACK = "org/apache/flink/connector/kafka/sink/KafkaWriter$WriterCallback";

    @TempDir
    private Path directory;

    private final SmallJar jar = new SmallJar();

    private List<String> on(String runtime) throws IOException {
        return JarCheck.violations(jar.in(directory), runtime);
    }

    private List<String> losses() throws IOException {
        return JarCheck.losses(jar.in(directory));
    }

    @ParameterizedTest
    @CsvSource({"11, FLINK-1_20", "17, FLINK-2_2"})
    void theMainClassRunsOnTheRuntimesJava(int java, String runtime) throws IOException {
        jar.main("com.shop.Main").add("com/shop/Main", java);
        assertThat(on(runtime)).isEmpty();

        jar.add("com/shop/Main", java + 1);
        assertThat(on(runtime))
                .containsExactly(String.format(
                        "the main class must run on Java %d, which %s has, got 'com.shop.Main' for Java %d; compile the job"
                                + " with --release %1$d",
                        java, runtime, java + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connectors/kinesis/FlinkKinesisConsumer, KinesisStreamsSource",
                "connectors/kinesis/FlinkKinesisProducer, KinesisStreamsSink",
                "api/functions/source/SourceFunction, a Source",
                "api/functions/source/RichSourceFunction, a Source",
                "api/functions/source/RichParallelSourceFunction, a Source",
                "api/functions/sink/SinkFunction, a Sink",
                "api/functions/sink/RichSinkFunction, a Sink"
            })
    void flink2RefusesWhatItNoLongerHas(String gone) throws IOException {
        String path = "org/apache/flink/streaming/" + gone.split(", ", 2)[0];
        jar.add("com/shop/Main", 11, path);

        assertThat(on("FLINK-1_20")).isEmpty();
        assertThat(on("FLINK-2_2"))
                .containsExactly("a job on FLINK-2_2 must not use " + path.replace('/', '.')
                        + ", which Flink 2 does not have, got it in 'com.shop.Main'; use " + gone.split(", ", 2)[1]);
    }

    @Test
    void flink2RefusesDataSets() throws IOException {
        jar.add("com/shop/Main", 11, "org/apache/flink/api/java/DataSet");

        assertThat(on("FLINK-1_20")).isEmpty();
        assertThat(on("FLINK-2_3")).singleElement().asString().endsWith("use a DataStream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source/legacy/SourceFunction",
                "source/legacy/RichSourceFunction",
                "source/legacy/RichParallelSourceFunction",
                "sink/legacy/SinkFunction",
                "sink/legacy/RichSinkFunction"
            })
    void flink1RefusesWhatIsNewInFlink2(String added) throws IOException {
        String path = "org/apache/flink/streaming/api/functions/" + added;
        jar.add("com/shop/Main", 11, path);

        assertThat(on("FLINK-2_2")).isEmpty();
        assertThat(on("FLINK-1_20"))
                .containsExactly("a job on FLINK-1_20 must not use " + path.replace('/', '.')
                        + ", which is of Flink 2, got it in 'com.shop.Main'; build the job for Flink 1");
    }

    @Test
    void aKinesisConnectorThatTheServiceRefusesIsNamed() throws IOException {
        jar.add(FETCHER, 8, "gracefulShutdownShardConsumers");
        assertThat(on("FLINK-1_20")).isEmpty();

        jar.add(FETCHER, 8, "shutdownNow");
        assertThat(on("FLINK-1_20"))
                .containsExactly(
                        "flink-connector-kinesis must be 1.15.2 or newer, got an older one; the service refuses it,"
                                + " and stopping with a snapshot can fail (FLINK-23528)");
    }

    @Test
    void theKinesisSourceThatLosesRecordsIsNamedWhereItIsUsed() throws IOException {
        jar.add(SOURCE, 8, "org/apache/flink/kinesis/shaded/software/amazon/awssdk/regions/Region");
        assertThat(losses()).isEmpty();

        jar.add("com/shop/Main", 11, SOURCE);
        assertThat(on("FLINK-1_20")).isEmpty();
        assertThat(losses())
                .containsExactly(
                        "KinesisStreamsSource must be of flink-connector-aws-kinesis-streams 5 or newer, got version 4"
                                + " of flink-connector-kinesis, which loses records when shards are split or merged; use"
                                + " FlinkKinesisConsumer or the newer connector");

        jar.add(SOURCE, 8, "software/amazon/awssdk/regions/Region");
        assertThat(losses()).isEmpty();
    }

    @Test
    void theKafkaSinkThatLosesRecordsIsNamedWhereItIsUsed() throws IOException {
        jar.add(CALLBACK, 8, "submit");
        assertThat(losses()).isEmpty();

        jar.add("com/shop/Main", 11, SINK);
        assertThat(losses())
                .containsExactly(
                        "flink-connector-kafka must be 3.3.0 or newer, got an older one, whose KafkaSink loses records"
                                + " while the brokers do not answer (FLINK-35749)");

        jar.add(CALLBACK, 8, "execute");
        assertThat(losses()).isEmpty();
    }

    @Test
    void anAwsSdkThatIgnoresEndpointsIsKnownByItsClasses() throws IOException {
        jar.add("com/amazonaws/services/kinesisanalytics/runtime/KinesisAnalyticsRuntime", 8);
        assertThat(JarCheck.ignoresEndpoints(jar.in(directory))).isFalse();

        jar.add("software/amazon/awssdk/awscore/client/builder/AwsDefaultClientBuilder", 8);
        assertThat(JarCheck.ignoresEndpoints(jar.in(directory))).isTrue();

        jar.add("software/amazon/awssdk/awscore/endpoint/AwsClientEndpointProvider", 8);
        assertThat(JarCheck.ignoresEndpoints(jar.in(directory))).isFalse();

        jar.add("com/amazonaws/AmazonWebServiceClient", 8);
        assertThat(JarCheck.ignoresEndpoints(jar.in(directory))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQL-1_0", "ZEPPELIN-FLINK-3_0"})
    void otherRuntimesRunNoJarOfFlink(String runtime) throws IOException {
        jar.main("com.shop.Main").add("com/shop/Main", 25).add(FETCHER, 8, "shutdownNow");

        assertThat(on(runtime)).isEmpty();
    }
}
