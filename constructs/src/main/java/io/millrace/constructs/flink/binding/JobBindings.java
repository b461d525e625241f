package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.IGrantable;

/** The bindings of a job: its property groups, and what it can read and write. Immutable. */
public final class JobBindings {
    /** Key of the connector's {@code ConsumerConfigConstants}, in milliseconds. */
    static final String POLL_INTERVAL = "flink.shard.getrecords.intervalmillis";

    private final Map<String, Map<String, String>> propertyGroups;
    private final Map<String, EventStream> inputs;
    private final Map<String, FanOutConsumer> fanOutConsumers;
    private final List<EventStream> outputs;
    private final Map<String, TopicInput> topicInputs;
    private final Map<String, TopicOutput> topicOutputs;
    private final List<SecretBinding> secrets;
    private final List<String> violations;

    JobBindings(
            PropertyGroupsBuilder groups,
            Map<String, EventStream> inputs,
            Map<String, FanOutConsumer> fanOutConsumers,
            List<EventStream> outputs,
            Map<String, TopicInput> topicInputs,
            Map<String, TopicOutput> topicOutputs,
            List<SecretBinding> secrets) {
        this.propertyGroups = groups.asMap();
        this.inputs = copy(inputs);
        this.fanOutConsumers = copy(fanOutConsumers);
        this.outputs = List.copyOf(outputs);
        this.topicInputs = copy(topicInputs);
        this.topicOutputs = copy(topicOutputs);
        this.secrets = List.copyOf(secrets);
        this.violations = groups.violations();
    }

    /** Group id to key to value. */
    public Map<String, Map<String, String>> propertyGroups() {
        return propertyGroups;
    }

    /** The streams that the job reads, by input name, in the order in which they were bound. */
    public Map<String, EventStream> inputs() {
        return inputs;
    }

    /** The consumers of the inputs that are read by enhanced fan-out, by input name. */
    public Map<String, FanOutConsumer> fanOutConsumers() {
        return fanOutConsumers;
    }

    /** The topics that the job reads, by input name, in the order in which they were bound. */
    public Map<String, TopicInput> topicInputs() {
        return topicInputs;
    }

    /** The topics that the job writes, by output name, in the order in which they were bound. */
    public Map<String, TopicOutput> topicOutputs() {
        return topicOutputs;
    }

    /** The topics that the job reads and writes, by input or output name. */
    public Map<String, KafkaTopic> topics() {
        Map<String, KafkaTopic> topics = new LinkedHashMap<>();
        topicInputs.forEach((name, input) -> topics.put(name, input.topic()));
        topicOutputs.forEach((name, output) -> topics.put(name, output.topic()));
        return topics;
    }

    /** Grants everything that the job needs to read its inputs and secrets and to write its outputs. */
    public void grant(IGrantable job) {
        inputs.forEach((name, stream) -> {
            if (!fanOutConsumers.containsKey(name)) {
                stream.grantRead(job, pollInterval(name));
            }
        });
        fanOutConsumers.values().forEach(consumer -> consumer.grantRead(job));
        outputs.forEach(stream -> stream.grantWrite(job));
        topicInputs.values().forEach(input -> input.topic().grantRead(job, input.consumerGroup()));
        topicOutputs.values().forEach(output -> output.grantWrite(job));
        secrets.forEach(secret -> secret.grantRead(job));
    }

    private Duration pollInterval(String input) {
        String millis = requireNonNull(propertyGroups.get(input), input).get(POLL_INTERVAL);
        // another text is a token, or one that the contract's check reports
        boolean known = millis != null && millis.matches("[1-9][0-9]{0,8}");
        return known ? Duration.ofMillis(Long.parseLong(millis)) : EventStream.DEFAULT_POLL_INTERVAL;
    }

    /** Opens the brokers' security groups, where they are known, to the job. */
    public void connect(IConnectable job) {
        topics().values().forEach(topic -> topic.cluster().allowFrom(job));
    }

    /** One message for each key that was given twice. */
    public List<String> violations() {
        return violations;
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
