package io.millrace.assembly.streams.kafka;

import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.StreamClient;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Client of the topics of a Kafka broker. */
public final class KafkaStreamClient implements StreamClient {
    private final Map<String, Object> properties;
    /** Closes each of them. */
    private final List<Runnable> consumers = new CopyOnWriteArrayList<>();

    private @Nullable KafkaProducer<String, byte[]> producer;

    /** @param address of the broker, in the form of {@code bootstrap.servers} */
    public KafkaStreamClient(String address) {
        this.properties = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address);
    }

    @Override
    public void provision(List<StreamPlan> streams, Consumer<String> events) {
        try (Admin admin = Admin.create(properties)) {
            new KafkaProvisioner(admin, events).provision(streams);
        }
    }

    @Override
    public void delete(List<String> streamNames) {
        try (Admin admin = Admin.create(properties)) {
            new KafkaProvisioner(admin, event -> {}).delete(streamNames);
        }
    }

    @Override
    public StreamWriter writer(String streamName) {
        return new KafkaWriter(producer(), streamName);
    }

    /** Shared by all writers, since a producer has a thread and connections of its own. */
    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> made = producer;
        if (made == null) {
            made = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    @Override
    public StreamFollower fromStart(String streamName) {
        return remembered(KafkaFollower.fromStart(properties, streamName));
    }

    @Override
    public StreamFollower from(String streamName, Instant time) {
        return remembered(KafkaFollower.from(properties, streamName, time));
    }

    @Override
    public StreamFollower fromNow(String streamName) {
        return remembered(KafkaFollower.fromNow(properties, streamName));
    }

    @Override
    public StreamHistory history(String streamName, Instant from, Instant to) {
        KafkaHistory history = new KafkaHistory(properties, streamName, from, to);
        consumers.add(history::close);
        return history.records();
    }

    private KafkaFollower remembered(KafkaFollower follower) {
        consumers.add(follower::close);
        return follower;
    }

    @Override
    public synchronized void close() {
        consumers.forEach(Runnable::run);
        if (producer != null) {
            producer.close();
        }
    }
}
