package io.millrace.local.deploy;

import static java.util.Objects.requireNonNull;

/**
 * A Kinesis stream to have.
 *
 * @param stack name of the stack it belongs to
 * @param logicalId its logical id there
 * @param name its physical name
 * @param region the region its ARN names
 * @param shards number of shards, or {@link #ON_DEMAND}
 * @param retentionHours how long records are kept, 24 to 8760 hours
 */
public record StreamPlan(String stack, String logicalId, String name, String region, int shards, int retentionHours) {
    /** The number of shards of a stream that sizes itself. */
    public static final int ON_DEMAND = 0;

    public StreamPlan {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(name, "name is null");
        requireNonNull(region, "region is null");
    }

    public String arn() {
        return StackValues.streamArn(region, name);
    }

    /** Its size for a person to read: {@code on demand}, {@code 1 shard}, {@code 2 shards}. */
    public String sizing() {
        if (shards == ON_DEMAND) {
            return "on demand";
        }
        return shards == 1 ? "1 shard" : shards + " shards";
    }

    /** Whether a property's value points at this stream. */
    public boolean isNamedBy(String value) {
        return value.equals(name) || value.equals(arn());
    }
}
