package io.millrace.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** The broker's configuration: Kafka's defaults, but for what one node cannot have and a laptop's lid does to it. */
final class BrokerProperties {
    static final String LOOPBACK = "127.0.0.1";

    /** What is kept three times, on 50 partitions, unless there is only one node. */
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
        // nobody else will join
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // as on MSK: a topic's name with a typing error is a mistake, not a topic
        properties.setProperty("auto.create.topics.enable", "false");
        // after a kill the node waits until its own former self is given up: the default is 9 s
        properties.setProperty("broker.session.timeout.ms", "4000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
        // a transaction outlasts the time from a kill to the next start, which may be next week
        properties.setProperty(
                "transaction.max.timeout.ms", Long.toString(Duration.ofDays(7).toMillis()));
        // 128 MiB of heap otherwise, for topics that are compacted, of which there are only Kafka's own
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        return properties;
    }
}
