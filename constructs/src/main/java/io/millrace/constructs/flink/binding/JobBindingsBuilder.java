package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.KinesisSource;
import io.millrace.contract.Contract;
import io.millrace.contract.KafkaKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * The part of a builder that binds a job. Each method adds to the property groups, and notes which permissions the job
 * needs.
 *
 * @param <B> the builder
 */
public abstract class JobBindingsBuilder<B extends JobBindingsBuilder<B>> {
    private static final String STREAM =
            "a stream, got null; define it before the application, or import it with EventStream.fromStreamArn";
    private static final String CONSUMER =
            "a fan-out consumer, got null; define it before the application, or import it"
                    + " with FanOutConsumer.fromStreamConsumerArn";
    private static final String TOPIC =
            "a topic, got null; name it with new KafkaTopic(MskCluster.fromArn(...), topicName)";

    private final PropertyGroupsBuilder groups = new PropertyGroupsBuilder();
    private final List<StreamBinding> streams = new ArrayList<>();
    private final List<Map.Entry<String, Duration>> pollIntervals = new ArrayList<>();
    private final Map<String, KafkaTopic> topicInputs = new LinkedHashMap<>();
    private final Map<String, UnnamedOutput> topicOutputs = new LinkedHashMap<>();
    private final List<SecretBinding> secrets = new ArrayList<>();

    /** A topic output before the application's name is known. */
    private record UnnamedOutput(KafkaTopic topic, Delivery delivery) {}

    protected JobBindingsBuilder() {}

    protected abstract B self();

    /** Chooses one of the jar's jobs: key {@code name} of the property group {@code Job}. */
    public B job(String name) {
        return setting(Contract.JOB_NAME, name);
    }

    /** Binds an input of the job to a stream, read from its oldest record. */
    public B input(String name, EventStream stream) {
        return input(name, stream, StartingPosition.trimHorizon());
    }

    /** Binds an input of the job to a stream: permission to poll it, and the property group of that name. */
    public B input(String name, EventStream stream, StartingPosition start) {
        return bind(
                new StreamBinding(name, required(name, stream, STREAM), requireNonNull(start, "start is null"), null));
    }

    /** Binds an input of the job to a stream of CDK's own constructs or an imported one, read from its oldest record. */
    public B input(String name, IStream stream) {
        return input(name, stream, StartingPosition.trimHorizon());
    }

    /** Binds an input of the job to a stream of CDK's own constructs or an imported one, as {@link EventStream#of}. */
    public B input(String name, IStream stream, StartingPosition start) {
        return input(name, EventStream.of(required(name, stream, STREAM)), start);
    }

    /** Binds an input of the job to a stream, read by enhanced fan-out from its oldest record. */
    public B input(String name, FanOutConsumer consumer) {
        return input(name, consumer, StartingPosition.trimHorizon());
    }

    /**
     * Binds an input of the job to a stream that is read by enhanced fan-out: permission to subscribe as this consumer, and
     * the property group of that name. A consumer serves one input of one application.
     */
    public B input(String name, FanOutConsumer consumer, StartingPosition start) {
        EventStream stream = required(name, consumer, CONSUMER).stream();
        return bind(new StreamBinding(name, stream, requireNonNull(start, "start is null"), consumer));
    }

    /**
     * Polls each shard of an input's stream at this interval. The connector's default is 200 ms, which is all that a shard
     * allows: a stream that several applications poll needs a longer one from each of them, or a {@link FanOutConsumer}.
     *
     * @param interval at least 200 ms; records arrive later by up to this time
     */
    public B pollInterval(String input, Duration interval) {
        if (interval.compareTo(EventStream.DEFAULT_POLL_INTERVAL) < 0) {
            throw new IllegalArgumentException("pollInterval must be at least 200 ms, got '" + interval.toMillis()
                    + " ms'; a shard answers 5 GetRecords a second");
        }
        groups.addAll(input, Map.of());
        pollIntervals.add(Map.entry(input, interval));
        return self();
    }

    /** Binds an output of the job to a stream: permission to write it, and the property group of that name. */
    public B output(String name, EventStream stream) {
        return bind(new StreamBinding(name, required(name, stream, STREAM), null, null));
    }

    /** Binds an output of the job to a stream of CDK's own constructs or an imported one, as {@link EventStream#of}. */
    public B output(String name, IStream stream) {
        return output(name, EventStream.of(required(name, stream, STREAM)));
    }

    /** Binds an input of the job to a topic, read from its oldest record. */
    public B input(String name, KafkaTopic topic) {
        return input(name, topic, TopicPosition.EARLIEST);
    }

    /**
     * Binds an input of the job to a topic: permission to read it in the consumer group
     * {@code <application name>-<input name>}, and the property group of that name. The application must have a name, and
     * must be in a VPC that reaches the brokers.
     */
    public B input(String name, KafkaTopic topic, TopicPosition start) {
        bind(name, topic);
        groups.add(name, KafkaKeys.START_POSITION, start.name());
        topicInputs.putIfAbsent(name, topic);
        return self();
    }

    /** Binds an output of the job to a topic, with exactly-once delivery. */
    public B output(String name, KafkaTopic topic) {
        return output(name, topic, Delivery.EXACTLY_ONCE);
    }

    /**
     * Binds an output of the job to a topic: permission to write it, and the property group of that name. The ids of its
     * transactions start with {@code <application name>-<output name>}, which no other application of the cluster may use.
     * The application must have a name, and must be in a VPC that reaches the brokers.
     */
    public B output(String name, KafkaTopic topic, Delivery delivery) {
        bind(name, topic);
        groups.add(name, KafkaKeys.DELIVERY, delivery.text());
        topicOutputs.putIfAbsent(name, new UnnamedOutput(topic, requireNonNull(delivery, "delivery is null")));
        return self();
    }

    /** Sets a key of the property group {@code Job}. */
    public B setting(String key, String value) {
        groups.add(Contract.JOB_GROUP, key, value);
        return self();
    }

    /** Sets a key of the property group {@code Job}, in milliseconds, or in nanoseconds where milliseconds are not exact. */
    public B setting(String key, Duration value) {
        boolean exact = value.equals(Duration.ofMillis(value.toMillis()));
        return setting(key, exact ? value.toMillis() + " ms" : value.toNanos() + " ns");
    }

    /** Sets a key of the property group {@code Job}. */
    public B setting(String key, long value) {
        return setting(key, Long.toString(value));
    }

    /** Sets a key of the property group {@code Job}. */
    public B setting(String key, double value) {
        return setting(key, Double.toString(value));
    }

    /** Sets a key of the property group {@code Job}. */
    public B setting(String key, boolean value) {
        return setting(key, Boolean.toString(value));
    }

    /**
     * Sets a key of the property group {@code Job} to the ARN of a secret, and permits the job to read it. The job reads
     * the version that is current when it starts. The secret itself is in no template and no property group.
     */
    public B secret(String key, ISecret secret) {
        return secret(key, new SecretBinding(secret, null));
    }

    /**
     * Sets a key of the property group {@code Job} to one version of a secret, {@code <ARN>:::<version id>}, and permits the
     * job to read it. The job keeps to that version until another one is deployed.
     *
     * @param versionId as listed by {@code aws secretsmanager list-secret-version-ids}: 32 to 64 letters, digits and hyphens
     * @throws IllegalArgumentException when it is not a version id
     */
    public B secret(String key, ISecret secret, String versionId) {
        return secret(key, new SecretBinding(secret, requireNonNull(versionId, "versionId is null")));
    }

    /**
     * Adds keys as they are to a property group, which may be the group of an input or output. It grants nothing.
     *
     * @param id 1 to 50 letters, digits, '_', '.' or '-'
     * @param keys up to 50 in one group; keys and values of 1 to 2048 characters
     */
    public B propertyGroup(String id, Map<String, String> keys) {
        groups.addAll(id, keys);
        return self();
    }

    /**
     * Completes the bindings.
     *
     * @param applicationName what the names of consumer groups and transactions start with, or null for an application that
     *     has no name and so must have no topics
     * @param source what the job reads its streams with
     */
    protected JobBindings bindings(@Nullable String applicationName, KinesisSource source) {
        String prefix = applicationName == null ? "" : applicationName + "-";
        PropertyGroupsBuilder named = groups.copy();
        streams.forEach(binding -> named.addAll(binding.group(), binding.keys(source)));
        pollIntervals.forEach(poll -> StreamBinding.pollIntervalKeys(source)
                .forEach(key -> named.add(poll.getKey(), key, StreamBinding.pollInterval(poll.getValue(), source))));
        Map<String, TopicInput> namedInputs = new LinkedHashMap<>();
        topicInputs.forEach((name, topic) -> {
            named.add(name, KafkaKeys.GROUP_ID, prefix + name);
            namedInputs.put(name, new TopicInput(topic, named.get(name, KafkaKeys.GROUP_ID)));
        });
        Map<String, TopicOutput> namedOutputs = new LinkedHashMap<>();
        topicOutputs.forEach((name, output) -> {
            named.add(name, KafkaKeys.TRANSACTIONAL_ID_PREFIX, prefix + name);
            namedOutputs.put(
                    name,
                    new TopicOutput(
                            output.topic(), output.delivery(), named.get(name, KafkaKeys.TRANSACTIONAL_ID_PREFIX)));
        });
        return new JobBindings(named, streams, source, namedInputs, namedOutputs, secrets);
    }

    private B secret(String key, SecretBinding binding) {
        secrets.add(binding);
        return setting(key, binding.reference());
    }

    /** @param remedy what the binding is, and how one gets it */
    private static <T> T required(String name, @Nullable T bound, String remedy) {
        if (bound == null) {
            throw new IllegalArgumentException("'" + name + "' must be bound to " + remedy);
        }
        return bound;
    }

    private B bind(StreamBinding binding) {
        // the groups are in the order of the calls
        groups.addAll(binding.group(), Map.of());
        streams.add(binding);
        return self();
    }

    private void bind(String name, KafkaTopic topic) {
        required(name, topic, TOPIC);
        groups.add(name, Contract.CONNECTOR, KafkaKeys.CONNECTOR);
        groups.add(name, KafkaKeys.TOPIC, topic.topicName());
        groups.add(name, KafkaKeys.BOOTSTRAP_SERVERS, topic.cluster().bootstrapServers());
        topic.cluster()
                .clientProperties()
                .forEach((key, value) -> groups.add(name, KafkaKeys.CLIENT_PREFIX + key, value));
    }
}
