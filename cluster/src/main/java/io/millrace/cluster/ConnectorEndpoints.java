package io.millrace.cluster;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Field;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.jspecify.annotations.Nullable;

/**
 * Gives Flink's connectors the addresses of the AWS services that run on this machine. A connector takes its address from the
 * property {@code aws.endpoint}, which properties that code writes, such as the options of a SQL table, do not have. The
 * addresses are in environment variables that AWS SDKs read, but not the older ones that connectors contain.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific endpoints</a>
 */
final class ConnectorEndpoints {
    private static final String ENDPOINT = "aws.endpoint";
    private static final String NATIVE_PRODUCER = "FlinkKinesisProducer";

    private final Map<String, String> environment;
    private final CodeSettings settings;

    /** @param environment variables such as {@code AWS_ENDPOINT_URL_KINESIS} */
    ConnectorEndpoints(Map<String, String> environment, CodeSettings settings) {
        this.environment = Map.copyOf(environment);
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * Changes the properties of each connector of a job.
     *
     * @throws IllegalStateException where a connector does not run
     */
    void connect(StreamGraph graph) {
        SerializedObjects.of(graph.getStreamNodes().stream().map(StreamNode::getOperatorFactory))
                .forEach(object -> AwsConnector.of(object).ifPresent(connector -> connect(object, connector)));
    }

    private void connect(Object object, AwsConnector connector) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == Properties.class || field.getType() == Configuration.class) {
                    connect(object, field, connector);
                }
            }
        }
    }

    /** The properties are copied: code may have given the same ones to connectors of other services. */
    private void connect(Object object, Field field, AwsConnector connector) {
        try {
            field.setAccessible(true);
            Object given = field.get(object);
            if (given instanceof Properties) {
                Properties properties = (Properties) given;
                Properties changed = (Properties) properties.clone();
                endpoint(connector, properties.getProperty(ENDPOINT))
                        .ifPresentOrElse(url -> changed.setProperty(ENDPOINT, url), () -> changed.remove(ENDPOINT));
                if (connector.name().equals(NATIVE_PRODUCER)) {
                    connectNativeProducer(changed);
                }
                field.set(object, changed);
            } else if (given instanceof Configuration) {
                Configuration configuration = (Configuration) given;
                Configuration changed = new Configuration(configuration);
                endpoint(connector, configuration.toMap().get(ENDPOINT))
                        .ifPresentOrElse(url -> changed.setString(ENDPOINT, url), () -> changed.removeKey(ENDPOINT));
                field.set(object, changed);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The address for a connector. One that code gives counts. That of Kinesis may come with a property group that has a region,
     * and is wrong for other services.
     */
    private Optional<String> endpoint(AwsConnector connector, @Nullable String given) {
        Optional<String> here = address(connector.service());
        if (given == null) {
            here.ifPresent(url -> settings.noteEndpoint(connector.name(), url));
            return here;
        }
        boolean ofKinesis = address(AwsConnector.KINESIS).filter(given::equals).isPresent();
        return ofKinesis ? here : Optional.of(given);
    }

    private Optional<String> address(String service) {
        return Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_" + service));
    }

    /**
     * Its native program does not know {@code aws.endpoint} and speaks TLS only, which the server's port also does.
     *
     * @see <a href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/java/amazon-kinesis-producer-sample/default_config.properties">its properties</a>
     */
    private void connectNativeProducer(Properties properties) {
        address(AwsConnector.KINESIS).map(URI::create).ifPresent(server -> {
            requireNativeProgram(System.getProperty("os.name"), System.getProperty("os.arch"));
            properties.setProperty("KinesisEndpoint", server.getHost());
            properties.setProperty("KinesisPort", Integer.toString(server.getPort()));
            // the server's certificate is its own
            properties.setProperty("VerifyCertificate", "false");
            // CloudWatch is not here
            properties.setProperty("MetricsLevel", "none");
        });
    }

    /** The producer's jar has programs for x86-64 alone, which macOS runs on other processors too. */
    static void requireNativeProgram(String system, String processor) {
        boolean isMac = system.toLowerCase(Locale.ROOT).startsWith("mac");
        if (!isMac && !Set.of("amd64", "x86_64").contains(processor)) {
            throw new IllegalStateException(String.format(
                    "%s must run on x86-64, since its native program does, got %s on %s; use KinesisStreamsSink",
                    NATIVE_PRODUCER, processor, system));
        }
    }
}
