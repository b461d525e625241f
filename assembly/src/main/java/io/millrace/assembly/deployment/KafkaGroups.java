package io.millrace.assembly.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Property groups of inputs and outputs as the connectors of Millrace's jobs take them: for Kinesis, and for Kafka. */
final class KafkaGroups {
    private static final String CONNECTOR = "connector";
    private static final String KAFKA = "kafka";
    private static final String TOPIC = "topic";

    private KafkaGroups() {}

    /** The topic that a group binds; empty for a group of another connector. */
    static Optional<String> topic(Map<String, String> group) {
        return KAFKA.equals(group.get(CONNECTOR)) ? Optional.ofNullable(group.get(TOPIC)) : Optional.empty();
    }

    /** The group of an input on Kinesis, bound to a topic instead. Where the broker is, is known when it runs. */
    static Map<String, String> input(Map<String, String> kinesis, String topic, String application) {
        Map<String, String> group = bound(topic);
        group.put("group.id", application);
        group.put("start.position", "LATEST".equals(kinesis.get("flink.stream.initpos")) ? "LATEST" : "EARLIEST");
        return group;
    }

    /** The group of an output, likewise. Without checkpoints no transaction would ever end. */
    static Map<String, String> output(String output, String topic, ApplicationPlan application) {
        Map<String, String> group = bound(topic);
        group.put("delivery", application.checkpoints().isPresent() ? "exactly-once" : "at-least-once");
        group.put("transactional.id.prefix", application.name() + "-" + output);
        return group;
    }

    private static Map<String, String> bound(String topic) {
        return new TreeMap<>(Map.of(CONNECTOR, KAFKA, TOPIC, topic));
    }
}
