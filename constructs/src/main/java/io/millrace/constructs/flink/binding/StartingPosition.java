package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.KinesisKeys;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Where a job starts to read a stream when it has no state to resume from. A job that is restored from a snapshot resumes
 * from the positions in the snapshot instead.
 */
public final class StartingPosition {
    private static final DateTimeFormatter TIMESTAMP_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

    private final Map<String, String> keys;

    private StartingPosition(Map<String, String> keys) {
        this.keys = keys;
    }

    /** The oldest record that the stream still keeps. The default. */
    public static StartingPosition trimHorizon() {
        return new StartingPosition(Map.of(KinesisKeys.INITIAL_POSITION, "TRIM_HORIZON"));
    }

    /** The first record that arrives after the job has started; older records are never read. */
    public static StartingPosition latest() {
        return new StartingPosition(Map.of(KinesisKeys.INITIAL_POSITION, "LATEST"));
    }

    /** The first record that arrived at this time or later, to the millisecond. */
    public static StartingPosition at(Instant time) {
        return new StartingPosition(Map.of(
                KinesisKeys.INITIAL_POSITION,
                "AT_TIMESTAMP",
                KinesisKeys.INITIAL_TIMESTAMP,
                TIMESTAMP_FORMAT.format(requireNonNull(time, "time is null"))));
    }

    /** Keys of the input's property group, as {@code FlinkKinesisConsumer} reads them. */
    Map<String, String> keys() {
        return keys;
    }
}
