package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Where a job starts to read a stream when it has no state to resume from. A job that is restored from a snapshot
 * resumes where that was taken, and does not look here.
 */
public final class StartingPosition {
    private static final String POSITION = "flink.stream.initpos";
    private static final String TIMESTAMP = "flink.stream.initpos.timestamp";
    private static final DateTimeFormatter TIMESTAMP_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

    private final Map<String, String> keys;

    private StartingPosition(Map<String, String> keys) {
        this.keys = keys;
    }

    /** The oldest record that the stream still keeps. */
    public static StartingPosition trimHorizon() {
        return new StartingPosition(Map.of(POSITION, "TRIM_HORIZON"));
    }

    /** The first record that arrives after the job started; what came before is never read. */
    public static StartingPosition latest() {
        return new StartingPosition(Map.of(POSITION, "LATEST"));
    }

    /** The first record that arrived at this time or later, to the millisecond. */
    public static StartingPosition at(Instant time) {
        return new StartingPosition(Map.of(
                POSITION, "AT_TIMESTAMP", TIMESTAMP, TIMESTAMP_FORMAT.format(requireNonNull(time, "time is null"))));
    }

    /** Keys of the input's property group, as {@code FlinkKinesisConsumer} reads them. */
    Map<String, String> keys() {
        return keys;
    }
}
