package io.millrace.assembly.streams.kafka;

import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.streams.StreamException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Creates topics and changes existing ones to match a plan. A topic's records have their arrival as timestamp, as on
 * Kinesis: jobs derive event time from it.
 */
final class KafkaProvisioner {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final short ONE_REPLICA = 1;

    private final Admin admin;
    private final Consumer<String> events;

    KafkaProvisioner(Admin admin, Consumer<String> events) {
        this.admin = admin;
        this.events = events;
    }

    void provision(List<StreamPlan> topics) {
        Set<String> names = await(admin.listTopics().names());
        Map<String, TopicDescription> existing = await(admin.describeTopics(topics.stream()
                        .map(StreamPlan::name)
                        .filter(names::contains)
                        .toList())
                .allTopicNames());
        for (StreamPlan topic : topics) {
            TopicDescription found = existing.get(topic.name());
            if (found == null) {
                create(topic);
            } else {
                change(topic, found.partitions().size());
            }
        }
    }

    void delete(List<String> names) {
        Set<String> existing = await(admin.listTopics().names());
        await(admin.deleteTopics(names.stream().filter(existing::contains).toList())
                .all());
    }

    private void create(StreamPlan topic) {
        NewTopic made = new NewTopic(topic.name(), topic.partitions(), ONE_REPLICA).configs(configuration(topic));
        await(admin.createTopics(List.of(made)).all());
        events.accept("created topic %s (%s)".formatted(topic.name(), topic.sizing()));
    }

    private static Map<String, String> configuration(StreamPlan topic) {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(Duration.ofHours(topic.retentionHours()).toMillis()));
    }

    private void change(StreamPlan topic, int partitions) {
        List<AlterConfigOp> settings = configuration(topic).entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), OpType.SET))
                .toList();
        await(admin.incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings))
                .all());
        if (partitions < topic.partitions()) {
            await(admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(topic.partitions())))
                    .all());
            events.accept("changed topic %s from %d to %d partitions"
                    .formatted(topic.name(), partitions, topic.partitions()));
        } else if (partitions > topic.partitions()) {
            events.accept(
                    "topic %s keeps its %d partitions: Kafka cannot remove any".formatted(topic.name(), partitions));
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            String reason = e.getCause() == null
                    ? e.toString()
                    : String.valueOf(e.getCause().getMessage());
            throw new StreamException("topics cannot be set up: " + reason);
        } catch (TimeoutException e) {
            throw new StreamException("topics were not set up within %d s".formatted(TIMEOUT.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while topics were set up");
        }
    }
}
