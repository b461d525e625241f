package io.millrace.local.streams;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A record that was read.
 *
 * @param text its data, read as UTF-8
 * @param arrival when the stream took it
 */
public record IncomingRecord(String shardId, String sequenceNumber, String partitionKey, Instant arrival, String text) {
    public IncomingRecord {
        requireNonNull(shardId, "shardId is null");
        requireNonNull(sequenceNumber, "sequenceNumber is null");
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(arrival, "arrival is null");
        requireNonNull(text, "text is null");
    }
}
