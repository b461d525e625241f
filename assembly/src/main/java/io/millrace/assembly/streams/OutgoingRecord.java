package io.millrace.assembly.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * A record to write to a stream.
 *
 * @param partitionKey 1 to 256 characters; records of one key stay in order. Empty: Kafka spreads such records over the
 *     partitions, and Kinesis gets a hash of the data instead
 * @param text its data, encoded as UTF-8
 */
public record OutgoingRecord(String partitionKey, String text) {
    public OutgoingRecord {
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(text, "text is null");
    }

    /** A record whose partition key is a hash of its data, so that records spread over the shards. */
    public static OutgoingRecord keyedByContent(String text) {
        return new OutgoingRecord(Integer.toHexString(text.hashCode()), text);
    }

    public byte[] bytes() {
        return text.getBytes(UTF_8);
    }
}
