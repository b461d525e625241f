package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.connector.kinesis.source.KinesisStreamsSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.FlinkDynamoDBStreamsConsumer;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// jobs still use the deprecated connectors
@SuppressWarnings("deprecation")
class ConnectorEndpointsTest {
    private static final String KINESIS = "http://127.0.0.1:4567";
    private static final String STREAMS = "http://127.0.0.1:8000";

    @TempDir
    private Path directory;

    @Test
    void aConnectorWhosePropertiesCodeWritesGetsTheAddressOfItsService() throws Exception {
        FlinkKinesisConsumer<String> consumer =
                new FlinkKinesisConsumer<>("orders", new SimpleStringSchema(), properties());
        KinesisStreamsSource<String> source = KinesisStreamsSource.<String>builder()
                .setStreamArn("arn:aws:kinesis:us-east-1:111122223333:stream/orders")
                .setSourceConfig(new Configuration())
                .setDeserializationSchema(new SimpleStringSchema())
                .build();
        KinesisStreamsSink<String> sink = sink(properties());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.addSource(consumer).sinkTo(sink);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "source", Types.STRING)
                .print();

        List<String> lines = connect(env, Map.of("AWS_ENDPOINT_URL_KINESIS", KINESIS));

        assertThat(properties(consumer)).containsEntry("aws.endpoint", KINESIS);
        assertThat(properties(sink)).containsEntry("aws.endpoint", KINESIS);
        assertThat(configuration(source)).containsEntry("aws.endpoint", KINESIS);
        assertThat(lines)
                .contains(
                        "the code gives FlinkKinesisConsumer no aws.endpoint; here it is " + KINESIS,
                        "the code gives KinesisStreamsSink no aws.endpoint; here it is " + KINESIS,
                        "the code gives KinesisStreamsSource no aws.endpoint; here it is " + KINESIS);
    }

    @Test
    void aConnectorInsideAnotherObjectAndOneThatIsExtendedGetItToo() throws Exception {
        FlinkKinesisConsumer<String> inner = new ExtendedConsumer();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.addSource(new Wrapper(new Object[] {Map.of("first", List.of(inner))}))
                .returns(String.class)
                .print();

        connect(env, Map.of("AWS_ENDPOINT_URL_KINESIS", KINESIS));

        assertThat(properties(inner)).containsEntry("aws.endpoint", KINESIS);
    }

    @Test
    void connectorsOfSeveralServicesMayShareTheirProperties() throws Exception {
        Properties shared = properties();
        shared.setProperty("aws.endpoint", KINESIS);
        FlinkKinesisConsumer<String> ofKinesis = new FlinkKinesisConsumer<>("orders", new SimpleStringSchema(), shared);
        FlinkDynamoDBStreamsConsumer<String> ofDynamo =
                new FlinkDynamoDBStreamsConsumer<>("arn", new SimpleStringSchema(), shared);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.addSource(ofKinesis).union(env.addSource(ofDynamo)).print();

        List<String> lines = connect(env, Map.of("AWS_ENDPOINT_URL_KINESIS", KINESIS));

        assertThat(properties(ofKinesis)).containsEntry("aws.endpoint", KINESIS);
        assertThat(properties(ofDynamo)).doesNotContainKey("aws.endpoint");
        assertThat(lines).noneMatch(line -> line.contains("no aws.endpoint"));

        connect(env, Map.of("AWS_ENDPOINT_URL_KINESIS", KINESIS, "AWS_ENDPOINT_URL_DYNAMODB_STREAMS", STREAMS));

        assertThat(properties(ofKinesis)).containsEntry("aws.endpoint", KINESIS);
        assertThat(properties(ofDynamo)).containsEntry("aws.endpoint", STREAMS);
    }

    @Test
    void anAddressThatCodeGivesCounts() throws Exception {
        Properties given = properties();
        given.setProperty("aws.endpoint", "http://localhost:4566");
        KinesisStreamsSink<String> sink = sink(given);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.fromData("order").sinkTo(sink);

        connect(env, Map.of("AWS_ENDPOINT_URL_KINESIS", KINESIS));

        assertThat(properties(sink)).containsEntry("aws.endpoint", "http://localhost:4566");
    }

    @Test
    void theNativeProducerIsLedToTheServersPortByItsOwnKeys() throws Exception {
        Properties given = properties();
        given.setProperty("KinesisEndpoint", "elsewhere");
        FlinkKinesisProducer<String> producer = new FlinkKinesisProducer<>(new SimpleStringSchema(), given);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.fromData("order").addSink(producer);

        connect(env, Map.of("AWS_ENDPOINT_URL_KINESIS", KINESIS));

        assertThat(properties(producer))
                .containsEntry("KinesisEndpoint", "127.0.0.1")
                .containsEntry("KinesisPort", "4567")
                .containsEntry("VerifyCertificate", "false")
                .containsEntry("MetricsLevel", "none");
    }

    @Test
    void theNativeProducerIsRefusedWhereItsProgramDoesNotRun() {
        assertThatCode(() -> ConnectorEndpoints.requireNativeProgram("Linux", "amd64"))
                .doesNotThrowAnyException();
        assertThatCode(() -> ConnectorEndpoints.requireNativeProgram("Mac OS X", "aarch64"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ConnectorEndpoints.requireNativeProgram("Linux", "aarch64"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "FlinkKinesisProducer must run on x86-64, since its native program does, got aarch64 on Linux;"
                                + " use KinesisStreamsSink");
    }

    private List<String> connect(StreamExecutionEnvironment env, Map<String, String> environment) throws Exception {
        Path file = directory.resolve("lines.txt");
        Configuration service = new Configuration();
        service.set(CodeSettings.FILE, file.toString());
        CodeSettings settings = new CodeSettings(service);
        new ConnectorEndpoints(environment, settings).connect(env.getStreamGraph(false));
        settings.write();
        return Files.readAllLines(file);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("aws.region", "us-east-1");
        return properties;
    }

    private static KinesisStreamsSink<String> sink(Properties properties) {
        return KinesisStreamsSink.<String>builder()
                .setKinesisClientProperties(properties)
                .setStreamName("sums")
                .setSerializationSchema(new SimpleStringSchema())
                .setPartitionKeyGenerator(text -> text)
                .build();
    }

    private static Properties properties(Object connector) throws Exception {
        return (Properties) field(connector, Properties.class);
    }

    private static Map<String, String> configuration(Object connector) throws Exception {
        return ((Configuration) field(connector, Configuration.class)).toMap();
    }

    private static Object field(Object object, Class<?> wanted) throws Exception {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == wanted) {
                    field.setAccessible(true);
                    return field.get(object);
                }
            }
        }
        throw new AssertionError("no field of " + wanted);
    }

    private static final class ExtendedConsumer extends FlinkKinesisConsumer<String> {
        private static final long serialVersionUID = 1;

        private ExtendedConsumer() {
            super("orders", new SimpleStringSchema(), properties());
        }
    }

    /** Holds a connector as a job's own class may. */
    private static final class Wrapper implements SourceFunction<String> {
        private static final long serialVersionUID = 1;

        private final Object[] held;

        private Wrapper(Object[] held) {
            this.held = held;
        }

        @Override
        public void run(SourceContext<String> context) {
            throw new AssertionError(held);
        }

        @Override
        public void cancel() {}
    }
}
