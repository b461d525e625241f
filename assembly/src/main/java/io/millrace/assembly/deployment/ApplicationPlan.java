package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.Contract;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Flink application of a stage.
 *
 * @param stack name of the stack it belongs to
 * @param logicalId its logical id there
 * @param name its physical name
 * @param region the region of its stack
 * @param runtime the service's name for the Flink release, as in {@code FLINK-1_20}
 * @param jar the job's jar in the assembly
 * @param parallelism the job's parallelism, and the cluster's number of slots
 * @param kpus what the tasks take on AWS, without the one for orchestration; 0 in the record of an earlier release
 * @param checkpoints when the job's state is saved; empty when checkpointing is off
 * @param snapshots whether a stop takes a savepoint, which the next start restores
 * @param restore what a start after a stop restores
 * @param logLevel the least severe level that is logged
 * @param propertyGroups group id to key to value, as the template has them
 */
public record ApplicationPlan(
        String stack,
        String logicalId,
        String name,
        String region,
        String runtime,
        Path jar,
        int parallelism,
        int kpus,
        Optional<Checkpoints> checkpoints,
        boolean snapshots,
        Restore restore,
        String logLevel,
        Map<String, Map<String, String>> propertyGroups) {
    /** The retention of a new stream on AWS. */
    private static final int STREAM_RETENTION_HOURS = 24;

    /** The brokers' default of {@code log.retention.hours}. */
    private static final int TOPIC_RETENTION_HOURS = 168;

    public ApplicationPlan {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(name, "name is null");
        requireNonNull(region, "region is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(jar, "jar is null");
        requireNonNull(checkpoints, "checkpoints is null");
        requireNonNull(restore, "restore is null");
        requireNonNull(logLevel, "logLevel is null");
        propertyGroups = sorted(propertyGroups);
    }

    /** The name of its job, or its logical id if its property groups name no job. */
    public String shortName() {
        return Contract.jobName(propertyGroups).orElse(logicalId);
    }

    /** Whether a text is the name of its job, its logical id or its physical name. */
    public boolean isCalled(String text) {
        return text.equals(shortName()) || text.equals(logicalId) || text.equals(name);
    }

    /** The topics that its property groups bind. A template declares no topics: the owner of the brokers creates them. */
    public List<StreamPlan> topics() {
        return propertyGroups.values().stream()
                .flatMap(group -> KafkaGroups.topic(group).stream())
                .distinct()
                .map(topic -> new StreamPlan(
                        stack, topic, topic, region, StreamPlan.ON_DEMAND, TOPIC_RETENTION_HOURS, StreamBackend.KAFKA))
                .toList();
    }

    /** The streams that its property groups bind, by ARN, as they are if no template of the stage declares them. */
    public Map<String, StreamPlan> streams() {
        Map<String, StreamPlan> streams = new TreeMap<>();
        for (Map<String, String> group : propertyGroups.values()) {
            KinesisGroups.stream(group)
                    .map(this::stream)
                    .ifPresent(stream -> streams.put(KinesisGroups.arn(group).orElse(stream.arn()), stream));
        }
        return streams;
    }

    private StreamPlan stream(String stream) {
        return new StreamPlan(stack, stream, stream, region, StreamPlan.ON_DEMAND, STREAM_RETENTION_HOURS);
    }

    /** The same application with another jar. */
    public ApplicationPlan withJar(Path file) {
        return new ApplicationPlan(
                stack,
                logicalId,
                name,
                region,
                runtime,
                file,
                parallelism,
                kpus,
                checkpoints,
                snapshots,
                restore,
                logLevel,
                propertyGroups);
    }

    /** The same application with another parallelism here. */
    ApplicationPlan withParallelism(int tasks) {
        return new ApplicationPlan(
                stack,
                logicalId,
                name,
                region,
                runtime,
                jar,
                tasks,
                kpus,
                checkpoints,
                snapshots,
                restore,
                logLevel,
                propertyGroups);
    }

    /** The same application with other property groups. */
    ApplicationPlan withPropertyGroups(Map<String, Map<String, String>> groups) {
        return new ApplicationPlan(
                stack,
                logicalId,
                name,
                region,
                runtime,
                jar,
                parallelism,
                kpus,
                checkpoints,
                snapshots,
                restore,
                logLevel,
                groups);
    }

    private static Map<String, Map<String, String>> sorted(Map<String, Map<String, String>> groups) {
        Map<String, Map<String, String>> copy = new TreeMap<>();
        groups.forEach((id, properties) -> copy.put(id, Collections.unmodifiableMap(new TreeMap<>(properties))));
        return Collections.unmodifiableMap(copy);
    }

    /** Property {@code CheckpointConfiguration}, in milliseconds. */
    public record Checkpoints(long intervalMillis, long minPauseMillis) {
        /** The meaning of {@code ConfigurationType: DEFAULT}, which overrides the properties beside it. */
        public static final Checkpoints DEFAULT = new Checkpoints(60_000, 5_000);
    }

    /**
     * Property {@code RunConfiguration}.
     *
     * @param fromSnapshot false for {@code SKIP_RESTORE_FROM_SNAPSHOT}
     * @param allowNonRestoredState whether state of operators that are gone may be dropped
     */
    public record Restore(boolean fromSnapshot, boolean allowNonRestoredState) {}
}
