package io.millrace.contract;

/** The property-group keys that bind an input or output to a Kafka topic. */
public final class KafkaKeys {
    /** Value of {@link Contract#CONNECTOR}. */
    public static final String CONNECTOR = "kafka";

    public static final String TOPIC = "topic";
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** An input's consumer group. */
    public static final String GROUP_ID = "group.id";

    /** An input's starting position: {@code EARLIEST} or {@code LATEST}. */
    public static final String START_POSITION = "start.position";

    /** An output's delivery guarantee: {@code exactly-once} or {@code at-least-once}. */
    public static final String DELIVERY = "delivery";

    /** What the ids of an output's transactions start with. */
    public static final String TRANSACTIONAL_ID_PREFIX = "transactional.id.prefix";

    /** Prefix of the keys that go to the Kafka client, without the prefix. */
    public static final String CLIENT_PREFIX = "properties.";

    private KafkaKeys() {}
}
