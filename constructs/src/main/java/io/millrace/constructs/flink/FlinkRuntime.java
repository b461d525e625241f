package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.streams.KinesisSource;
import io.millrace.contract.service.ServiceRuntimes;
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

    public FlinkRuntime {
        requireNonNull(id, "id is null");
        ServiceRuntimes.otherKind(id).ifPresent(violation -> {
            throw new IllegalArgumentException("runtime " + violation);
        });
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
