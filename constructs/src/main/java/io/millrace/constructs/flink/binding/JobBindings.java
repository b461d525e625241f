package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.KinesisSource;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.IGrantable;

/** The bindings of a job: its property groups, and what it can read and write. Immutable. */
public final class JobBindings {
    private final Map<String, Map<String, String>> propertyGroups;
    private final List<StreamBinding> streams;
    private final KinesisSource source;
    private final Map<String, TopicInput> topicInputs;
    private final Map<String, TopicOutput> topicOutputs;
    private final List<SecretBinding> secrets;
    private final List<String> violations;

    JobBindings(
            PropertyGroupsBuilder groups,
            List<StreamBinding> streams,
            KinesisSource source,
            Map<String, TopicInput> topicInputs,
            Map<String, TopicOutput> topicOutputs,
            List<SecretBinding> secrets) {
        this.propertyGroups = groups.asMap();
        this.streams = List.copyOf(streams);
        this.source = source;
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
        return streams(binding -> binding.start() != null);
    }

    /** The streams that the job writes, by output name, in the order in which they were bound. */
    public Map<String, EventStream> outputs() {
        return streams(binding -> binding.start() == null);
    }

    private Map<String, EventStream> streams(Predicate<StreamBinding> which) {
        Map<String, EventStream> bound = new LinkedHashMap<>();
        streams.stream().filter(which).forEach(binding -> bound.putIfAbsent(binding.group(), binding.stream()));
        return Collections.unmodifiableMap(bound);
    }

    /** The consumers of the inputs that are read by enhanced fan-out, by input name. */
    public Map<String, FanOutConsumer> fanOutConsumers() {
        Map<String, FanOutConsumer> consumers = new LinkedHashMap<>();
        for (StreamBinding binding : streams) {
            if (binding.consumer() != null) {
                consumers.putIfAbsent(binding.group(), binding.consumer());
            }
        }
        return Collections.unmodifiableMap(consumers);
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
        for (StreamBinding binding : streams) {
            if (binding.consumer() != null) {
                binding.consumer().grantRead(job, source);
            } else if (binding.start() != null) {
                binding.stream().grantRead(job, source, pollInterval(binding.group()));
            } else {
                binding.stream().grantWrite(job);
            }
        }
        topicInputs.values().forEach(input -> input.topic().grantRead(job, input.consumerGroup()));
        topicOutputs.values().forEach(output -> output.grantWrite(job));
        secrets.forEach(secret -> secret.grantRead(job));
    }

    private Duration pollInterval(String input) {
        String text = requireNonNull(propertyGroups.get(input), input)
                .get(StreamBinding.pollIntervalKeys(source).get(0));
        // another text is a token, or one that the contract's check reports
        return text != null && text.matches("[1-9][0-9]{0,8}( ms)?")
                ? Duration.ofMillis(Long.parseLong(text.replace(" ms", "")))
                : EventStream.DEFAULT_POLL_INTERVAL;
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
