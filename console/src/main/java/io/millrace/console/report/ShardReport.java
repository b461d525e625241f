package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How far event time has come in a shard.
 *
 * @param input the property group that binds its stream
 * @param shard stream and shard id
 * @param state UNREAD, EMPTY (no event yet, so that it holds nothing), or TIMED
 * @param watermarkMillis events of this time or older are late
 * @param newestMillis its newest event
 * @param readUntilMillis everything that arrived before has been read, by the stream's clock
 */
public record ShardReport(
        String input,
        String shard,
        String state,
        Optional<Long> watermarkMillis,
        Optional<Long> newestMillis,
        Optional<Long> readUntilMillis) {
    public ShardReport {
        requireNonNull(input, "input is null");
        requireNonNull(shard, "shard is null");
        requireNonNull(state, "state is null");
        requireNonNull(watermarkMillis, "watermarkMillis is null");
        requireNonNull(newestMillis, "newestMillis is null");
        requireNonNull(readUntilMillis, "readUntilMillis is null");
    }
}
