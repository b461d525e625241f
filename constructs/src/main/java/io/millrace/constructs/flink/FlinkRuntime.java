package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

/**
 * A runtime of the managed service (property {@code RuntimeEnvironment}): a Flink version and the Java that it runs.
 *
 * <p>A runtime can be raised in place and, with the newer one's state, not lowered again.
 *
 * @param id the service's own name, such as {@code FLINK-1_20}
 */
public record FlinkRuntime(String id) {
    /** Java 11; accepted by the service, and superseded. */
    public static final FlinkRuntime FLINK_1_15 = of("FLINK-1_15");

    /** Java 11. */
    public static final FlinkRuntime FLINK_1_18 = of("FLINK-1_18");

    /** Java 11. */
    public static final FlinkRuntime FLINK_1_19 = of("FLINK-1_19");

    /** Java 11; the last of Flink 1, and the default. */
    public static final FlinkRuntime FLINK_1_20 = of("FLINK-1_20");

    /** Java 17. */
    public static final FlinkRuntime FLINK_2_2 = of("FLINK-2_2");

    /** Java 17. */
    public static final FlinkRuntime FLINK_2_3 = of("FLINK-2_3");

    public FlinkRuntime {
        requireNonNull(id, "id is null");
        if (!id.matches("FLINK-[0-9]+_[0-9]+")) {
            throw new IllegalArgumentException("runtime must look like 'FLINK-1_20', got '" + id + "'");
        }
    }

    /** A runtime that has no constant here yet. */
    public static FlinkRuntime of(String id) {
        return new FlinkRuntime(id);
    }
}
