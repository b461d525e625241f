package io.millrace.connector.kinesis;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a shard. Records that the Kinesis Producer Library has aggregated are taken apart: each user record is one.
 * Within a shard, records are ordered by sequence number, then by sub-sequence number.
 */
public final class KinesisRecord {
    private final String streamArn;
    private final String shardId;
    private final String sequenceNumber;
    private final long subSequenceNumber;
    private final String partitionKey;
    private final @Nullable String explicitHashKey;
    private final Instant arrival;
    private final byte[] data;

    /**
     * A record.
     *
     * @param subSequenceNumber the index within the aggregated record, from 0; 0 for a record that is not aggregated
     * @param explicitHashKey null if the producer gave none, or if it cannot be known
     * @param data not copied
     */
    public KinesisRecord(
            String streamArn,
            String shardId,
            String sequenceNumber,
            long subSequenceNumber,
            String partitionKey,
            @Nullable String explicitHashKey,
            Instant arrival,
            byte[] data) {
        this.streamArn = streamArn;
        this.shardId = shardId;
        this.sequenceNumber = sequenceNumber;
        this.subSequenceNumber = subSequenceNumber;
        this.partitionKey = partitionKey;
        this.explicitHashKey = explicitHashKey;
        this.arrival = arrival;
        this.data = data;
    }

    /** The ARN of the stream. */
    public String streamArn() {
        return streamArn;
    }

    /** The name of the stream. */
    public String streamName() {
        return streamArn.substring(streamArn.indexOf('/') + 1);
    }

    /** The shard, as {@code shardId-000000000000}. */
    public String shardId() {
        return shardId;
    }

    /** A decimal number that ascends within a shard. The user records of an aggregated record share it. */
    public String sequenceNumber() {
        return sequenceNumber;
    }

    /** The index within an aggregated record, from 0; 0 for a record that is not aggregated. */
    public long subSequenceNumber() {
        return subSequenceNumber;
    }

    /** The key that the producer gave this record. */
    public String partitionKey() {
        return partitionKey;
    }

    /**
     * The hash key that the producer gave instead of the partition key's MD5. Kinesis returns it for aggregated records
     * only.
     */
    public Optional<String> explicitHashKey() {
        return Optional.ofNullable(explicitHashKey);
    }

    /** When the record arrived in the stream, by the service's clock, in milliseconds. */
    public Instant approximateArrival() {
        return arrival;
    }

    /** The producer's bytes. They are not copied: do not change them. */
    public byte[] data() {
        return data;
    }

    @Override
    public String toString() {
        return "KinesisRecord{" + shardId + " " + sequenceNumber + "/" + subSequenceNumber + ", partitionKey="
                + partitionKey + ", " + data.length + " bytes}";
    }
}
