package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A record of a stream.
 *
 * @param shard a shard's id, or the number of a partition
 * @param sequenceNumber of the record in its shard, or its offset in the partition
 * @param subSequenceNumber its index in the aggregate of the Kinesis Producer Library that it came in, from 0; absent if it
 *     came alone
 * @param explicitHashKey that its producer gave it; known only of a record that came in an aggregate
 * @param arrivalMillis when the stream accepted it
 * @param text its data as UTF-8; empty if there is {@code base64}; the page gets the beginning of a long one
 * @param base64 data that is no text: not UTF-8, or an aggregate that is not or cannot be taken apart
 * @param note why there is {@code base64}
 * @param bytes how long its data is
 */
public record RecordReport(
        String shard,
        String sequenceNumber,
        Optional<Long> subSequenceNumber,
        String partitionKey,
        Optional<String> explicitHashKey,
        long arrivalMillis,
        String text,
        Optional<String> base64,
        Optional<String> note,
        int bytes) {
    public RecordReport {
        requireNonNull(shard, "shard is null");
        requireNonNull(sequenceNumber, "sequenceNumber is null");
        requireNonNull(subSequenceNumber, "subSequenceNumber is null");
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(explicitHashKey, "explicitHashKey is null");
        requireNonNull(text, "text is null");
        requireNonNull(base64, "base64 is null");
        requireNonNull(note, "note is null");
    }
}
