package io.millrace.contract.jar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a job's jar against the runtime of its application. A connector's version is not in a shaded jar, so that its
 * classes show it: each rule names what distinguishes the versions.
 */
public final class JarCheck {
    private static final Pattern RUNTIME = Pattern.compile("FLINK-([0-9]{1,4})_[0-9]{1,4}");

    private static final String KINESIS_CONSUMER = "org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer";
    private static final String KINESIS_SOURCE = "org.apache.flink.connector.kinesis.source.KinesisStreamsSource";
    private static final String KAFKA_SINK = "org.apache.flink.connector.kafka.sink.KafkaSink";

    private static final String KINESIS_FETCHER =
            "org/apache/flink/streaming/connectors/kinesis/internals/KinesisDataFetcher";
    private static final String KINESIS_SOURCE_PATH = KINESIS_SOURCE.replace('.', '/');
    private static final String KAFKA_CALLBACK = "org/apache/flink/connector/kafka/sink/KafkaWriter$WriterCallback";

    /** What all clients of version 1 of the AWS SDK extend. */
    private static final String AWS_SDK_1 = "com/amazonaws/AmazonWebServiceClient";

    /** What builds the clients of version 2. */
    private static final String AWS_SDK_2 = "software/amazon/awssdk/awscore/client/builder/AwsDefaultClientBuilder";

    /** What reads the endpoints of services from the environment; 2.28.1 is the first version that has it. */
    private static final String AWS_SDK_ENDPOINTS = "software/amazon/awssdk/awscore/endpoint/AwsClientEndpointProvider";

    /** The classes that show the version of a connector, or of the AWS SDK. */
    static final Set<String> TELLING =
            Set.of(KINESIS_FETCHER, KINESIS_SOURCE_PATH, KAFKA_CALLBACK, AWS_SDK_1, AWS_SDK_2, AWS_SDK_ENDPOINTS);

    /** What Flink 2 no longer has, and what replaces it. */
    private static final List<List<String>> GONE_IN_FLINK_2 = List.of(
            List.of(KINESIS_CONSUMER, "KinesisStreamsSource"),
            List.of("org.apache.flink.streaming.connectors.kinesis.FlinkKinesisProducer", "KinesisStreamsSink"),
            List.of("org.apache.flink.streaming.api.functions.source.SourceFunction", "a Source"),
            List.of("org.apache.flink.streaming.api.functions.source.RichSourceFunction", "a Source"),
            List.of("org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction", "a Source"),
            List.of("org.apache.flink.streaming.api.functions.sink.SinkFunction", "a Sink"),
            List.of("org.apache.flink.streaming.api.functions.sink.RichSinkFunction", "a Sink"),
            List.of("org.apache.flink.api.java.DataSet", "a DataStream"));

    /** Where Flink 2 keeps the former interfaces. */
    private static final List<String> NEW_IN_FLINK_2 = List.of(
            "org.apache.flink.streaming.api.functions.source.legacy.SourceFunction",
            "org.apache.flink.streaming.api.functions.source.legacy.RichSourceFunction",
            "org.apache.flink.streaming.api.functions.source.legacy.RichParallelSourceFunction",
            "org.apache.flink.streaming.api.functions.sink.legacy.SinkFunction",
            "org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction");

    private final JarContents jar;
    private final List<String> violations = new ArrayList<>();

    private JarCheck(JarContents jar) {
        this.jar = jar;
    }

    /**
     * Lists every reason why a job does not run on its runtime.
     *
     * @param runtime the application's {@code RuntimeEnvironment}, such as {@code FLINK-1_20}
     * @return one sentence for each; empty for a runtime that is not Flink's
     */
    public static List<String> violations(JarContents jar, String runtime) {
        Matcher flink = RUNTIME.matcher(runtime);
        if (!flink.matches()) {
            return List.of();
        }
        JarCheck check = new JarCheck(jar);
        if (Integer.parseInt(flink.group(1)) == 1) {
            check.java(11, runtime);
            check.flink1(runtime);
        } else {
            check.java(17, runtime);
            check.flink2(runtime);
        }
        check.serviceRefusal();
        return List.copyOf(check.violations);
    }

    /**
     * Lists the connectors with which a job runs, and loses records, on any runtime.
     *
     * @return one sentence for each
     */
    public static List<String> losses(JarContents jar) {
        JarCheck check = new JarCheck(jar);
        check.losses();
        return List.copyOf(check.violations);
    }

    /**
     * Whether a jar has an AWS SDK that does not read the variables {@code AWS_ENDPOINT_URL_<SERVICE>}: version 1, or version 2
     * before 2.28.1.
     */
    public static boolean ignoresEndpoints(JarContents jar) {
        return contains(jar, AWS_SDK_1) || (contains(jar, AWS_SDK_2) && !contains(jar, AWS_SDK_ENDPOINTS));
    }

    private static boolean contains(JarContents jar, String path) {
        return jar.connectorClassHas(path, "").isPresent();
    }

    private void java(int provided, String runtime) {
        if (jar.javaVersion().orElse(0) > provided) {
            violations.add(String.format(
                    "the main class must run on Java %d, which %s has, got '%s' for Java %d; compile the job with --release %1$d",
                    provided, runtime, jar.mainClass(), jar.javaVersion().getAsInt()));
        }
    }

    private void flink1(String runtime) {
        for (String name : NEW_IN_FLINK_2) {
            jar.userOf(name)
                    .ifPresent(user -> violations.add(String.format(
                            "a job on %s must not use %s, which is of Flink 2, got it in '%s'; build the job for Flink 1",
                            runtime, name, user)));
        }
    }

    private void flink2(String runtime) {
        for (List<String> gone : GONE_IN_FLINK_2) {
            jar.userOf(gone.get(0))
                    .ifPresent(user -> violations.add(String.format(
                            "a job on %s must not use %s, which Flink 2 does not have, got it in '%s'; use %s",
                            runtime, gone.get(0), user, gone.get(1))));
        }
    }

    private void serviceRefusal() {
        // 1.15.2 waits for the threads that read shards before it stops
        if (has(KINESIS_FETCHER, "gracefulShutdownShardConsumers")
                .filter(fixed -> !fixed)
                .isPresent()) {
            violations.add(
                    "flink-connector-kinesis must be 1.15.2 or newer, got an older one; the service refuses it, and"
                            + " stopping with a snapshot can fail (FLINK-23528)");
        }
    }

    private void losses() {
        // version 4 brings the AWS SDK along under another name
        if (isUsed(KINESIS_SOURCE)
                && has(KINESIS_SOURCE_PATH, "org/apache/flink/kinesis/shaded/").orElse(false)) {
            violations.add(
                    "KinesisStreamsSource must be of flink-connector-aws-kinesis-streams 5 or newer, got version 4 of"
                            + " flink-connector-kinesis, which loses records when shards are split or merged; use"
                            + " FlinkKinesisConsumer or the newer connector");
        }
        // 3.3.0 lets the exception of a failed write reach the task
        if (isUsed(KAFKA_SINK) && has(KAFKA_CALLBACK, "submit").orElse(false)) {
            violations.add(
                    "flink-connector-kafka must be 3.3.0 or newer, got an older one, whose KafkaSink loses records"
                            + " while the brokers do not answer (FLINK-35749)");
        }
    }

    private boolean isUsed(String name) {
        return jar.userOf(name).isPresent();
    }

    private Optional<Boolean> has(String path, String name) {
        return jar.connectorClassHas(path, name);
    }
}
