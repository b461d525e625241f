package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.template.Template;
import io.millrace.contract.Contract;
import java.util.Map;

/**
 * A stream or a topic.
 *
 * @param stack name of the stack it belongs to
 * @param logicalId its logical id there
 * @param name its physical name
 * @param region the region its ARN names
 * @param shards number of shards, or {@link #ON_DEMAND}; of a topic, the number of partitions
 * @param retentionHours how long records are kept, 24 to 8760 hours
 * @param backend where it is here
 * @param retained whether it stays, with its records, when its stack is deleted
 */
public record StreamPlan(
        String stack,
        String logicalId,
        String name,
        String region,
        int shards,
        int retentionHours,
        StreamBackend backend,
        boolean retained)
        implements PlannedResource {
    /** Stands for the number of shards of an on-demand stream. */
    public static final int ON_DEMAND = 0;

    /** The number of shards that an on-demand stream starts with on AWS. */
    private static final int PARTITIONS_ON_DEMAND = 4;

    public StreamPlan {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(name, "name is null");
        requireNonNull(region, "region is null");
        requireNonNull(backend, "backend is null");
    }

    /** A Kinesis data stream that is deleted with its stack. */
    public StreamPlan(String stack, String logicalId, String name, String region, int shards, int retentionHours) {
        this(stack, logicalId, name, region, shards, retentionHours, StreamBackend.KINESIS);
    }

    /** A stream or a topic that is deleted with its stack. */
    public StreamPlan(
            String stack,
            String logicalId,
            String name,
            String region,
            int shards,
            int retentionHours,
            StreamBackend backend) {
        this(stack, logicalId, name, region, shards, retentionHours, backend, false);
    }

    /** The same stream, retained or not. */
    public StreamPlan retainedIf(boolean stays) {
        return new StreamPlan(stack, logicalId, name, region, shards, retentionHours, backend, stays);
    }

    /** The same as a topic of Kafka. */
    StreamPlan onKafka() {
        return new StreamPlan(stack, logicalId, name, region, shards, retentionHours, StreamBackend.KAFKA, retained);
    }

    /** The number of partitions of a topic. */
    public int partitions() {
        return shards == ON_DEMAND ? PARTITIONS_ON_DEMAND : shards;
    }

    public String arn() {
        return "arn:aws:kinesis:%s:%s:stream/%s".formatted(region, Template.ACCOUNT, name);
    }

    @Override
    public String kind() {
        return backend.kind();
    }

    @Override
    public String details() {
        return "%s, kept %d h".formatted(sizing(), retentionHours);
    }

    /** Its size for a person to read: {@code on demand}, {@code 1 shard}, {@code 2 shards}, {@code 4 partitions}. */
    public String sizing() {
        return switch (backend) {
            case KINESIS -> shards == ON_DEMAND ? "on demand" : counted(shards, "shard");
            case KAFKA -> counted(partitions(), "partition");
        };
    }

    private static String counted(int number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }

    /** Whether a property group binds an input or output to it. */
    public boolean isBoundBy(Map<String, String> group) {
        return switch (backend) {
            case KINESIS ->
                namesIt(group)
                        || group.containsValue(arn())
                        || KinesisGroups.stream(group).filter(name::equals).isPresent();
            case KAFKA -> KafkaGroups.topic(group).filter(name::equals).isPresent();
        };
    }

    /** A job may have the name of a stream, but does not bind it by that. */
    private boolean namesIt(Map<String, String> group) {
        return group.entrySet().stream()
                .anyMatch(property ->
                        property.getValue().equals(name) && !property.getKey().equals(Contract.JOB_NAME));
    }
}
