package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

/**
 * A record of a stream.
 *
 * @param shard a shard's id, or the number of a partition
 * @param sequenceNumber of the record in its shard, or its offset in the partition
 * @param arrivalMillis when the stream accepted it
 * @param text its data as UTF-8; the page gets the beginning of a long one
 * @param bytes how long its data is
 */
public record RecordReport(
        String shard, String sequenceNumber, String partitionKey, long arrivalMillis, String text, int bytes) {
    public RecordReport {
        requireNonNull(shard, "shard is null");
        requireNonNull(sequenceNumber, "sequenceNumber is null");
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(text, "text is null");
    }
}
