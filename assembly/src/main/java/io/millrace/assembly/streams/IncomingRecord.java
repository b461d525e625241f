package io.millrace.assembly.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A record that was read from a stream. */
public final class IncomingRecord {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final char REPLACEMENT = '\uFFFD';

    private final String shardId;
    private final String sequenceNumber;
    private final String partitionKey;
    private final Instant arrival;
    private final byte[] data;
    private final Optional<Long> subSequenceNumber;
    private final Optional<String> explicitHashKey;
    private final Optional<String> note;

    /**
     * A record.
     *
     * @param subSequenceNumber its index in the aggregate of the Kinesis Producer Library that it came in, from 0; empty if it
     *     came alone
     * @param partitionKey empty for a record of a topic that has none
     * @param explicitHashKey that its producer gave it; known only of a record that came in an aggregate
     * @param arrival when the stream accepted it
     * @param data which nobody changes any more
     * @param note what the data is if that is known to be no text, such as an aggregate
     */
    public IncomingRecord(
            String shardId,
            String sequenceNumber,
            Optional<Long> subSequenceNumber,
            String partitionKey,
            Optional<String> explicitHashKey,
            Instant arrival,
            byte[] data,
            Optional<String> note) {
        this.shardId = requireNonNull(shardId, "shardId is null");
        this.sequenceNumber = requireNonNull(sequenceNumber, "sequenceNumber is null");
        this.subSequenceNumber = requireNonNull(subSequenceNumber, "subSequenceNumber is null");
        this.partitionKey = requireNonNull(partitionKey, "partitionKey is null");
        this.explicitHashKey = requireNonNull(explicitHashKey, "explicitHashKey is null");
        this.arrival = requireNonNull(arrival, "arrival is null");
        this.data = requireNonNull(data, "data is null");
        this.note = requireNonNull(note, "note is null");
    }

    /**
     * A record that came alone.
     *
     * @param partitionKey empty for a record of a topic that has none
     * @param arrival when the stream accepted it
     * @param data which nobody changes any more
     */
    public IncomingRecord(String shardId, String sequenceNumber, String partitionKey, Instant arrival, byte[] data) {
        this(
                shardId,
                sequenceNumber,
                Optional.empty(),
                partitionKey,
                Optional.empty(),
                arrival,
                data,
                Optional.empty());
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

    /** Its index in the aggregate that it came in, from 0; empty if it came alone. */
    public Optional<Long> subSequenceNumber() {
        return subSequenceNumber;
    }

    /** That its producer gave it; known only of a record that came in an aggregate. */
    public Optional<String> explicitHashKey() {
        return explicitHashKey;
    }

    /** What its data is if it is no text: not UTF-8, an aggregate, or what begins like one. */
    public Optional<String> note() {
        return note.or(() -> {
            String text = text();
            return text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(data, text.getBytes(UTF_8))
                    ? Optional.of("not UTF-8")
                    : Optional.empty();
        });
    }

    /** Its data in base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(data);
    }

    /** Its data, decoded as UTF-8; bytes that are none are replaced. */
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
