package io.millrace.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** The broker's configuration: Kafka's defaults, except for what a single node or a sleeping laptop requires. */
final class BrokerProperties {
    static final String LOOPBACK = "127.0.0.1";

    /** Kafka's defaults are three replicas and 50 partitions. */
    private static final List<String> ONE_OF_EACH = List.of(
            "offsets.topic.num.partitions",
            "offsets.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "share.coordinator.state.topic.num.partitions",
            "share.coordinator.state.topic.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions",
            "transaction.state.log.replication.factor");

    private BrokerProperties() {}

    /** Kafka takes {@code log.dirs}, and {@code log.dir} as well, for a list, and knows no way to escape a comma. */
    static void checkPath(Path directory) throws IOException {
        if (directory.toString().contains(",")) {
            throw new IOException(
                    "the path of the broker's directory must have no comma, at which Kafka would divide it, got '"
                            + directory + "'; choose another directory");
        }
    }

    static Properties of(Path directory, BrokerPorts ports) {
        String broker = "PLAINTEXT://" + LOOPBACK + ":" + ports.broker();
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + LOOPBACK + ":" + ports.controller());
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", broker + ",CONTROLLER://" + LOOPBACK + ":" + ports.controller());
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", directory.resolve("data").toString());
        ONE_OF_EACH.forEach(key -> properties.setProperty(key, "1"));
        // no other member joins
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // as on MSK: a misspelt name is an error, not a new topic
        properties.setProperty("auto.create.topics.enable", "false");
        // after a kill, the node waits for its previous session to expire: 9 s by default
        properties.setProperty("broker.session.timeout.ms", "4000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        // a transaction must survive from a kill to the next start, which may be days later
        properties.setProperty(
                "transaction.max.timeout.ms", Long.toString(Duration.ofDays(7).toMillis()));
        // the default takes 128 MiB of heap to compact topics, and only Kafka's own are compacted
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        return properties;
    }
}
