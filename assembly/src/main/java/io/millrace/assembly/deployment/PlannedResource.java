package io.millrace.assembly.deployment;

/** A resource that applications use: a server holds it here. */
public interface PlannedResource {
    String logicalId();

    /** The physical name. */
    String name();

    String region();

    /** What a person calls it, such as {@code stream}. */
    String kind();

    /** Its settings for a person to read, such as {@code 2 shards, kept 24 h}. */
    String details();

    /** Whether another plan means the same resource, whatever its settings are there. */
    default boolean isSameAs(PlannedResource other) {
        return kind().equals(other.kind()) && name().equals(other.name());
    }
}
