package io.millrace.assembly.deployment;

import io.millrace.contract.Contract;
import io.millrace.contract.KafkaKeys;
import io.millrace.contract.KinesisKeys;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Property groups that bind an input or output to a topic. */
final class KafkaGroups {
    private static final Pattern LOCAL_BROKERS =
            Pattern.compile("((localhost|127(\\.[0-9]+){3}|\\[::1])(:[0-9]+)?,?)+");

    private KafkaGroups() {}

    /**
     * The topic that a group binds; empty for a group of another connector. Without the key of a connector, a group with brokers
     * does, as AWS's examples have it, unless the brokers are on this machine: then the user runs them.
     */
    static Optional<String> topic(Map<String, String> group) {
        boolean bound = group.containsKey(Contract.CONNECTOR)
                ? KafkaKeys.CONNECTOR.equals(group.get(Contract.CONNECTOR))
                : hasBrokersElsewhere(group);
        return bound ? Optional.ofNullable(group.get(KafkaKeys.TOPIC)) : Optional.empty();
    }

    private static boolean hasBrokersElsewhere(Map<String, String> group) {
        String brokers = group.getOrDefault(KafkaKeys.BOOTSTRAP_SERVERS, "");
        boolean stream = group.containsKey(KinesisKeys.STREAM_NAME) || group.containsKey(KinesisKeys.STREAM_ARN);
        return !stream && !brokers.isEmpty() && !LOCAL_BROKERS.matcher(brokers).matches();
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
