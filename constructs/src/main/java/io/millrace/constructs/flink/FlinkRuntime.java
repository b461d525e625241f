package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.constructs.streams.KinesisSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A runtime of the managed service (property {@code RuntimeEnvironment}): a Flink version and the Java that it runs.
 *
 * <p>A runtime can be raised in place. It cannot be lowered again while keeping the state.
 *
 * @param id the service's own name, such as {@code FLINK-1_20}
 */
public record FlinkRuntime(String id) {
    private static final Pattern ID = Pattern.compile("FLINK-([0-9]{1,4})_([0-9]{1,4})");

    /** Java 11; superseded, but still accepted by the service. */
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

    private static final List<FlinkRuntime> OFFERED =
            List.of(FLINK_1_15, FLINK_1_18, FLINK_1_19, FLINK_1_20, FLINK_2_2, FLINK_2_3);
    private static final Set<String> DEPRECATED = Set.of("FLINK-1_6", "FLINK-1_8", "FLINK-1_11", "FLINK-1_13");

    public FlinkRuntime {
        requireNonNull(id, "id is null");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("runtime must look like 'FLINK-1_20', got '" + id + "'");
        }
    }

    /** A runtime without a constant here. */
    public static FlinkRuntime of(String id) {
        return new FlinkRuntime(id);
    }

    /** 1 or 2: the major versions differ in their metrics, and in the state that they can read. */
    public int majorVersion() {
        return part(1);
    }

    public int minorVersion() {
        return part(2);
    }

    /** What a job on this runtime reads its streams with. */
    public KinesisSource kinesisSource() {
        return majorVersion() == 1 ? KinesisSource.FLINK_KINESIS_CONSUMER : KinesisSource.KINESIS_STREAMS_SOURCE;
    }

    /** Why the service would refuse the runtime. A runtime newer than all known ones is accepted. */
    Optional<String> violation() {
        if (OFFERED.contains(this) || isNewerThan(OFFERED.get(OFFERED.size() - 1))) {
            return Optional.empty();
        }
        String names = OFFERED.stream().map(FlinkRuntime::id).collect(joining(", "));
        return Optional.of(
                DEPRECATED.contains(id)
                        ? String.format(
                                "runtime must be one that AWS still supports (%s), got the deprecated '%s'; use %s",
                                names, id, FLINK_1_20.id)
                        : String.format("runtime must be one that the service offers (%s), got '%s'", names, id));
    }

    boolean isAtLeast(FlinkRuntime other) {
        return equals(other) || isNewerThan(other);
    }

    private boolean isNewerThan(FlinkRuntime other) {
        return majorVersion() > other.majorVersion()
                || (majorVersion() == other.majorVersion() && minorVersion() > other.minorVersion());
    }

    private int part(int group) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw new IllegalStateException(id);
        }
        return Integer.parseInt(matcher.group(group));
    }
}
