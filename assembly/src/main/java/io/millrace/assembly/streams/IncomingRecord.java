package io.millrace.assembly.streams;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/**
 * A record that was read from a stream.
 *
 * @param arrival when the stream accepted it
 * @param text its data, decoded as UTF-8
 */
public record IncomingRecord(String shardId, String sequenceNumber, String partitionKey, Instant arrival, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public IncomingRecord {
        requireNonNull(shardId, "shardId is null");
        requireNonNull(sequenceNumber, "sequenceNumber is null");
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(arrival, "arrival is null");
        requireNonNull(text, "text is null");
    }

    /**
     * Its data as JSON.
     *
     * @throws StreamException when it is not JSON
     */
    public JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new StreamException("record %s of shard %s is not JSON: %s".formatted(sequenceNumber, shardId, text));
        }
    }
}
