package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.contract.Contract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.IGrantable;

/** The topics of a job: its inputs and outputs on Kafka. */
final class TopicBindings {
    private static final String CONNECTOR = "kafka";

    /** What follows goes to the Kafka client. */
    private static final String CLIENT_PREFIX = "properties.";

    private final PropertyGroups groups;
    private final Map<String, KafkaTopic> inputs = new LinkedHashMap<>();
    private final Map<String, Output> outputs = new LinkedHashMap<>();

    private record Output(KafkaTopic topic, Delivery delivery) {}

    TopicBindings(PropertyGroups groups) {
        this.groups = groups;
    }

    void input(String name, KafkaTopic topic, TopicPosition start) {
        bind(name, topic);
        groups.add(name, "start.position", start.name());
        inputs.putIfAbsent(name, topic);
    }

    void output(String name, KafkaTopic topic, Delivery delivery) {
        bind(name, topic);
        groups.add(name, "delivery", delivery.text());
        outputs.putIfAbsent(name, new Output(topic, delivery));
    }

    /** Adds the keys that must be the application's own. Its name is known last, so they come last. */
    void nameAfter(String application) {
        inputs.keySet().forEach(name -> groups.add(name, "group.id", application + "-" + name));
        outputs.keySet().forEach(name -> groups.add(name, "transactional.id.prefix", application + "-" + name));
    }

    /** By the names of the inputs, in the order in which they were bound. */
    Map<String, TopicInput> inputs() {
        Map<String, TopicInput> result = new LinkedHashMap<>();
        inputs.forEach((name, topic) -> result.put(name, new TopicInput(topic, key(name, "group.id"))));
        return Collections.unmodifiableMap(result);
    }

    void grant(IGrantable job) {
        inputs().values().forEach(input -> input.topic().grantRead(job, input.consumerGroup()));
        outputs.forEach((name, output) -> {
            switch (output.delivery()) {
                case EXACTLY_ONCE -> output.topic().grantWriteInTransactions(job, key(name, "transactional.id.prefix"));
                case AT_LEAST_ONCE -> output.topic().grantWrite(job);
            }
        });
    }

    void connect(IConnectable job) {
        topics().values().forEach(topic -> topic.cluster().allowFrom(job));
    }

    List<String> mistakes(FlinkApplicationBuilder options) {
        List<String> mistakes = new ArrayList<>();
        if (options.applicationName == null && !topics().isEmpty()) {
            mistakes.add("an application with topics must have a name, after which its consumer groups and transactions"
                    + " are called, got none; give it applicationName");
        }
        if (options.vpc == null) {
            topics().forEach((name, topic) -> {
                if (!topic.cluster().hasPublicAccess()) {
                    mistakes.add(String.format(
                            "'%s' must be reached from within its cluster's VPC, got an application in none; give it a"
                                    + " VpcConfiguration",
                            name));
                }
            });
        }
        if (options.checkpointing.state() == Checkpointing.State.DISABLED) {
            outputs.forEach((name, output) -> {
                if (output.delivery() == Delivery.EXACTLY_ONCE) {
                    mistakes.add(String.format(
                            "output '%s' must have checkpoints to be delivered exactly once, got none; enable them or"
                                    + " use Delivery.AT_LEAST_ONCE",
                            name));
                }
            });
        }
        return mistakes;
    }

    private void bind(String name, KafkaTopic topic) {
        requireNonNull(topic, "topic is null");
        groups.add(name, Contract.CONNECTOR, CONNECTOR);
        groups.add(name, "topic", topic.topicName());
        groups.add(name, "bootstrap.servers", topic.cluster().bootstrapServers());
        topic.cluster().clientProperties().forEach((key, value) -> groups.add(name, CLIENT_PREFIX + key, value));
    }

    private Map<String, KafkaTopic> topics() {
        Map<String, KafkaTopic> all = new LinkedHashMap<>(inputs);
        outputs.forEach((name, output) -> all.put(name, output.topic()));
        return all;
    }

    private String key(String group, String key) {
        return requireNonNull(requireNonNull(groups.asMap().get(group)).get(key));
    }
}
