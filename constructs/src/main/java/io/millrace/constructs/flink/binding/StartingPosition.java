package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.streams.KinesisSource;
import io.millrace.contract.KinesisKeys;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a job starts to read a stream when it has no state to resume from. A job that is restored from a snapshot resumes
 * from the positions in the snapshot instead.
 */
public final class StartingPosition {
    private static final DateTimeFormatter TIMESTAMP_FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

    private final String position;
    private final @Nullable String timestamp;

    private StartingPosition(String position, @Nullable String timestamp) {
        this.position = position;
        this.timestamp = timestamp;
    }

    /** The oldest record that the stream still keeps. The default. */
    public static StartingPosition trimHorizon() {
        return new StartingPosition("TRIM_HORIZON", null);
    }

    /** The first record that arrives after the job has started; older records are never read. */
    public static StartingPosition latest() {
        return new StartingPosition("LATEST", null);
    }

    /** The first record that arrived at this time or later, to the millisecond. */
    public static StartingPosition at(Instant time) {
        return new StartingPosition("AT_TIMESTAMP", TIMESTAMP_FORMAT.format(requireNonNull(time, "time is null")));
    }

    /** Keys of the input's property group, as the source reads them. */
    Map<String, String> keys(KinesisSource source) {
        return switch (source) {
            case FLINK_KINESIS_CONSUMER -> keys(KinesisKeys.INITIAL_POSITION, KinesisKeys.INITIAL_TIMESTAMP);
            case KINESIS_STREAMS_SOURCE ->
                keys(KinesisKeys.SOURCE_INITIAL_POSITION, KinesisKeys.SOURCE_INITIAL_TIMESTAMP);
        };
    }

    private Map<String, String> keys(String positionKey, String timestampKey) {
        return timestamp == null
                ? Map.of(positionKey, position)
                : Map.of(positionKey, position, timestampKey, timestamp);
    }
}
