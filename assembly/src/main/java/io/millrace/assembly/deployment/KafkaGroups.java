package io.millrace.assembly.deployment;

import io.millrace.contract.Contract;
import io.millrace.contract.KafkaKeys;
import io.millrace.contract.KinesisKeys;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Property groups that bind an input or output to a topic. */
final class KafkaGroups {
    private KafkaGroups() {}

    /** The topic that a group binds; empty for a group of another connector. */
    static Optional<String> topic(Map<String, String> group) {
        return KafkaKeys.CONNECTOR.equals(group.get(Contract.CONNECTOR))
                ? Optional.ofNullable(group.get(KafkaKeys.TOPIC))
                : Optional.empty();
    }

    /** The group of an input on Kinesis, bound to a topic instead. The broker's address is set when it runs. */
    static Map<String, String> input(Map<String, String> kinesis, String topic, String application) {
        Map<String, String> group = bound(topic);
        group.put(KafkaKeys.GROUP_ID, application);
        group.put(
                KafkaKeys.START_POSITION,
                "LATEST".equals(kinesis.get(KinesisKeys.INITIAL_POSITION))
                                || "LATEST".equals(kinesis.get(KinesisKeys.SOURCE_INITIAL_POSITION))
                        ? "LATEST"
                        : "EARLIEST");
        return group;
    }

    /** The group of an output, likewise. Without checkpoints, no transaction would ever be committed. */
    static Map<String, String> output(String output, String topic, ApplicationPlan application) {
        Map<String, String> group = bound(topic);
        group.put(KafkaKeys.DELIVERY, application.checkpoints().isPresent() ? "exactly-once" : "at-least-once");
        group.put(KafkaKeys.TRANSACTIONAL_ID_PREFIX, application.name() + "-" + output);
        return group;
    }

    private static Map<String, String> bound(String topic) {
        return new TreeMap<>(Map.of(Contract.CONNECTOR, KafkaKeys.CONNECTOR, KafkaKeys.TOPIC, topic));
    }
}
