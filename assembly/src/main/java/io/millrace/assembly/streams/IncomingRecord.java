package io.millrace.assembly.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/** A record that was read from a stream. */
public final class IncomingRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String shardId;
    private final String sequenceNumber;
    private final String partitionKey;
    private final Instant arrival;
    private final byte[] data;

    /**
     * A record.
     *
     * @param partitionKey empty for a record of a topic that has none
     * @param arrival when the stream accepted it
     * @param data which nobody changes any more; several records, if a producer library has aggregated them
     */
    public IncomingRecord(String shardId, String sequenceNumber, String partitionKey, Instant arrival, byte[] data) {
        this.shardId = requireNonNull(shardId, "shardId is null");
        this.sequenceNumber = requireNonNull(sequenceNumber, "sequenceNumber is null");
        this.partitionKey = requireNonNull(partitionKey, "partitionKey is null");
        this.arrival = requireNonNull(arrival, "arrival is null");
        this.data = requireNonNull(data, "data is null");
    }

    /** A record whose data is a text. */
    public IncomingRecord(String shardId, String sequenceNumber, String partitionKey, Instant arrival, String text) {
        this(shardId, sequenceNumber, partitionKey, arrival, text.getBytes(UTF_8));
    }

    public String shardId() {
        return shardId;
    }

    public String sequenceNumber() {
        return sequenceNumber;
    }

    /** Empty for a record of a topic that has none. */
    public String partitionKey() {
        return partitionKey;
    }

    /** When the stream accepted it. */
    public Instant arrival() {
        return arrival;
    }

    /** Its data, which callers do not change. */
    public byte[] data() {
        return data;
    }

    /** Its data, decoded as UTF-8. */
    public String text() {
        return new String(data, UTF_8);
    }

    /**
     * Its data as JSON.
     *
     * @throws StreamException when it is not JSON
     */
    public JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new StreamException(
                    "record %s of shard %s is not JSON: %s".formatted(sequenceNumber, shardId, text()));
        }
    }

    @Override
    public String toString() {
        return "record %s of shard %s: %s".formatted(sequenceNumber, shardId, text());
    }
}
