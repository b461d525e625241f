package io.millrace.job.time;

import static java.util.stream.Collectors.toList;

import io.millrace.contract.KinesisKeys;
import io.millrace.job.record.SourceRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The shards of one stream that a job has read before it was restored, while its source starts without state. */
final class RestoredShards {
    private final String stream;
    private final List<ShardTime> shards;

    private RestoredShards(String stream, List<ShardTime> shards) {
        this.stream = stream;
        this.shards = shards;
    }

    static RestoredShards of(String stream, Collection<ShardTime> restored) {
        return new RestoredShards(
                stream,
                restored.stream()
                        .filter(time -> time.shard.startsWith(stream + "/"))
                        .collect(toList()));
    }

    /**
     * Checks where the source starts.
     *
     * @throws IllegalStateException if it starts behind a record that has not been read, or if that cannot be known
     */
    void requireThatNothingIsLost(SourceRecord start, EventTimeSettings settings) {
        if (start.start == SourceRecord.Start.LATEST && !shards.isEmpty()) {
            throw wrong(
                    "must be TRIM_HORIZON, or AT_TIMESTAMP with a time before the snapshot, where the job continues from a"
                            + " snapshot without the source's state",
                    "LATEST",
                    "the records since the snapshot would be lost");
        }
        for (ShardTime shard : shards) {
            ReadPosition position = shard.position;
            if (start.start == SourceRecord.Start.TRIM_HORIZON && position == null) {
                throw wrong(
                        "must be AT_TIMESTAMP where the snapshot does not say how far " + shard.shard + " was read",
                        "TRIM_HORIZON",
                        "take a snapshot with this release on FLINK-1_20 and start from that, or set AT_TIMESTAMP and "
                                + KinesisKeys.SOURCE_INITIAL_TIMESTAMP
                                + " to the snapshot's time: records around it may be repeated or lost");
            }
            if (start.start == SourceRecord.Start.AT_TIMESTAMP
                    && position != null
                    && !position.ended
                    && start.arrivalMillis > position.certainlyReadUntil(settings)) {
                throw wrong(
                        "must not be after the time until which the snapshot's job had read " + shard.shard + ", "
                                + time(position.certainlyReadUntil(settings)),
                        "AT_TIMESTAMP " + time(start.arrivalMillis),
                        "set TRIM_HORIZON, or an earlier " + KinesisKeys.SOURCE_INITIAL_TIMESTAMP);
            }
        }
    }

    private static String time(long epochMillis) {
        return epochMillis == EventReader.NO_TIME
                ? "unknown"
                : Instant.ofEpochMilli(epochMillis).toString();
    }

    private IllegalStateException wrong(String rule, String value, String remedy) {
        return new IllegalStateException(String.format(
                "%s of stream '%s' %s, got '%s'; %s",
                KinesisKeys.SOURCE_INITIAL_POSITION, stream, rule, value, remedy));
    }
}
