package io.millrace.contract.flink;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.KafkaKeys;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The keys that bind an input or output to a topic of Apache Kafka or Amazon MSK, for {@code KafkaSource} and {@code
 * KafkaSink} of {@code flink-connector-kafka}.
 */
public final class KafkaSettings {
    public static final Setting<String> TOPIC =
            Setting.of(withoutDefault(KafkaKeys.TOPIC, "The topic's name.")).required();

    public static final Setting<String> BOOTSTRAP_SERVERS = Setting.of(withoutDefault(
                    KafkaKeys.BOOTSTRAP_SERVERS, "The brokers to connect to first, as host:port,host:port."))
            .required();

    public static final Setting<String> GROUP_ID = Setting.of(withoutDefault(
                    KafkaKeys.GROUP_ID,
                    "The consumer group that positions are committed to, so that its lag can be monitored. A restart"
                            + " resumes from the checkpoint, not from there."))
            .required();

    public static final Setting<String> START_POSITION = Setting.of(ConfigOptions.key(KafkaKeys.START_POSITION)
                    .stringType()
                    .defaultValue("EARLIEST")
                    .withDescription("Where to start reading if there is no state to resume from."))
            .oneOf("EARLIEST", "LATEST");

    public static final Setting<String> DELIVERY = Setting.of(ConfigOptions.key(KafkaKeys.DELIVERY)
                    .stringType()
                    .defaultValue("exactly-once")
                    .withDescription(
                            "exactly-once: consumers that read committed records see each record once, when a checkpoint"
                                    + " completes. at-least-once: records are visible at once, and may be repeated."))
            .oneOf("exactly-once", "at-least-once");

    public static final Setting<String> TRANSACTIONAL_ID_PREFIX = Setting.of(withoutDefault(
                    KafkaKeys.TRANSACTIONAL_ID_PREFIX,
                    "Prefix of the output's transactional ids. Unique to this application and output, and never changed:"
                            + " otherwise transactions that a failure left open stay open."))
            .required();

    private KafkaSettings() {}

    /** The connector {@code kafka}. Keys that begin with {@value KafkaKeys#CLIENT_PREFIX} go to the client unchecked. */
    public static ConnectorDeclaration declaration() {
        return new ConnectorDeclaration(
                KafkaKeys.CONNECTOR,
                List.of(
                        TOPIC.declaration(),
                        BOOTSTRAP_SERVERS.declaration(),
                        GROUP_ID.declaration(),
                        START_POSITION.declaration()),
                List.of(
                        TOPIC.declaration(),
                        BOOTSTRAP_SERVERS.declaration(),
                        DELIVERY.declaration(),
                        TRANSACTIONAL_ID_PREFIX.declaration()),
                List.of(KafkaKeys.CLIENT_PREFIX));
    }

    private static ConfigOption<String> withoutDefault(String key, String description) {
        return ConfigOptions.key(key).stringType().noDefaultValue().withDescription(description);
    }
}
