package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.contract.Contract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/** A job's inputs, outputs and settings while they are put together: its property groups, and what it may read and write. */
final class JobBindings {
    private static final String CONNECTOR = "kinesis";

    private final PropertyGroups groups = new PropertyGroups();
    private final TopicBindings topics = new TopicBindings(groups);
    private final Map<String, EventStream> inputs = new LinkedHashMap<>();
    private final Map<String, FanOutConsumer> consumers = new LinkedHashMap<>();
    private final List<EventStream> outputs = new ArrayList<>();
    private final List<SecretBinding> secrets = new ArrayList<>();

    void input(String name, EventStream stream, StartingPosition start) {
        bind(name, stream);
        groups.addAll(name, start.keys());
        inputs.putIfAbsent(name, stream);
    }

    /** The keys are those of {@code ConsumerConfigConstants} in the connector; {@code NONE} leaves registering to us. */
    void input(String name, FanOutConsumer consumer, StartingPosition start) {
        input(name, requireNonNull(consumer, "consumer is null").stream(), start);
        groups.add(name, "flink.stream.recordpublisher", "EFO");
        groups.add(name, "flink.stream.efo.registration", "NONE");
        // a key cannot be a token, so the stream has a name that is none
        groups.add(
                name,
                "flink.stream.efo.consumerarn."
                        + consumer.stream().physicalName().orElseThrow(),
                consumer.consumerArn());
        consumers.putIfAbsent(name, consumer);
    }

    void output(String name, EventStream stream) {
        bind(name, stream);
        outputs.add(stream);
    }

    void input(String name, KafkaTopic topic, TopicPosition start) {
        topics.input(name, topic, start);
    }

    void output(String name, KafkaTopic topic, Delivery delivery) {
        topics.output(name, topic, delivery);
    }

    void setting(String key, String value) {
        groups.add(Contract.JOB_GROUP, key, value);
    }

    void secret(String key, ISecret secret, @Nullable String versionId) {
        SecretBinding binding = new SecretBinding(secret, versionId);
        setting(key, binding.reference());
        secrets.add(binding);
    }

    void group(String id, Map<String, String> keys) {
        groups.addAll(id, keys);
    }

    TopicBindings topics() {
        return topics;
    }

    Map<String, Map<String, String>> propertyGroups() {
        return groups.asMap();
    }

    /** The streams by the names of the inputs, in the order in which they were bound. */
    Map<String, EventStream> inputs() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** By the names of the inputs that are read by fan-out. */
    Map<String, FanOutConsumer> fanOutConsumers() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(consumers));
    }

    void grant(IGrantable job) {
        inputs.forEach((name, stream) -> {
            if (!consumers.containsKey(name)) {
                stream.grantRead(job);
            }
        });
        consumers.values().forEach(consumer -> consumer.grantRead(job));
        outputs.forEach(stream -> stream.grantWrite(job));
        topics.grant(job);
        secrets.forEach(secret -> secret.grantRead(job));
    }

    List<String> mistakes() {
        return groups.mistakes();
    }

    private void bind(String name, EventStream stream) {
        requireNonNull(stream, "stream is null");
        groups.add(name, Contract.CONNECTOR, CONNECTOR);
        groups.add(name, "stream.name", stream.streamName());
        groups.add(name, "aws.region", Stack.of(stream).getRegion());
    }
}
