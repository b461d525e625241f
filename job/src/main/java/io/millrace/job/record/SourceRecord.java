package io.millrace.job.record;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of a stream, or a marker from the source about the progress of a shard. Markers travel between the records, in
 * order, because event time advances with what has been read (see {@code EventTimeOperator}).
 *
 * <p>A Flink POJO: fields are public for the serializer and never assigned after construction.
 */
public final class SourceRecord {
    /** What an element of a source is. The name of this class is part of savepoints. */
    public enum Kind {
        /** A record. */
        DATA,
        /** This subtask starts to read the shard. If it also reads {@link #parent}, it reads all of that first. */
        SHARD_OPENED,
        /** All shards that the subtask starts with have been opened. */
        SHARDS_LISTED,
        /** All records that arrived in the shard before {@code arrivalMillis} have been emitted. */
        SHARD_READ,
        /** A shard that has ended is forgotten: its children have been opened, as far as the source knows. */
        SHARD_CLOSED,
        /** The shard has ended (it was split or merged), and all of its records have been emitted. */
        SHARD_ENDED
    }

    /** Where a source starts to read a shard of which its state has no record. The name of this class is part of savepoints. */
    public enum Start {
        /** At the oldest record. */
        TRIM_HORIZON,
        /** At the next record to arrive. */
        LATEST,
        /** At the first record that arrived at {@link #arrivalMillis} or later. */
        AT_TIMESTAMP,
        /** Where it was to start before: the source's state has the shard, but no record of it. */
        UNREAD
    }

    /** The limit of partition keys in Kinesis. Keys of Kafka have none. */
    public static final int MAX_PARTITION_KEY_CHARS = 256;

    /** {@link #arrivalMillis} if the source does not know it. */
    public static final long NO_ARRIVAL = Long.MIN_VALUE;

    public Kind kind = Kind.DATA;
    /** The stream's name; empty for {@link Kind#SHARDS_LISTED}. */
    public String stream = "";
    /** The shard's id within the stream. */
    public String shard = "";

    /** With {@link Kind#SHARD_OPENED}: a shard that this one came from by a split or merge, if any. */
    public @Nullable String parent;

    /** With {@link Kind#SHARD_OPENED}: where the source starts; null if it continues from its own state. */
    public @Nullable Start start;

    /** A decimal number; null if the source does not number its records. */
    public @Nullable String sequenceNumber;

    public @Nullable String partitionKey;
    /** When the stream received the record, in epoch milliseconds by the stream's clock. */
    public long arrivalMillis = NO_ARRIVAL;
    /**
     * When the producer created the record, as far as it says, in epoch milliseconds. {@link #NO_ARRIVAL} if that is not known, or
     * is not needed because the arrival is.
     */
    public long createdMillis = NO_ARRIVAL;
    /** The record's bytes; null unless {@link Kind#DATA}. */
    public byte @Nullable [] data;

    /** For Flink's serializer. */
    public SourceRecord() {}

    private SourceRecord(Kind kind, String stream, String shard, long arrivalMillis) {
        this.kind = kind;
        this.stream = stream;
        this.shard = shard;
        this.arrivalMillis = arrivalMillis;
    }

    public static SourceRecord data(
            String stream, String shard, String sequenceNumber, String partitionKey, long arrivalMillis, byte[] data) {
        SourceRecord record = new SourceRecord(Kind.DATA, stream, shard, arrivalMillis);
        record.sequenceNumber = sequenceNumber;
        record.partitionKey = partitionKey;
        record.data = data;
        return record;
    }

    /** A record of a stream that does not know arrivals. */
    public static SourceRecord created(
            String stream, String shard, String sequenceNumber, String partitionKey, long createdMillis, byte[] data) {
        SourceRecord record = data(stream, shard, sequenceNumber, partitionKey, NO_ARRIVAL, data);
        record.createdMillis = createdMillis;
        return record;
    }

    public static SourceRecord shardOpened(String stream, String shard) {
        return new SourceRecord(Kind.SHARD_OPENED, stream, shard, NO_ARRIVAL);
    }

    /** A marker for a shard that came from another by a split or merge; a merge gives two. */
    public static SourceRecord shardOpened(String stream, String shard, String parent) {
        SourceRecord marker = shardOpened(stream, shard);
        marker.parent = parent;
        return marker;
    }

    /**
     * A marker for a shard of which a source's state has no record.
     *
     * @param timestamp of {@link Start#AT_TIMESTAMP}, in epoch milliseconds; else {@link #NO_ARRIVAL}
     */
    public static SourceRecord shardOpened(String stream, String shard, Start start, long timestamp) {
        SourceRecord marker = new SourceRecord(Kind.SHARD_OPENED, stream, shard, timestamp);
        marker.start = start;
        return marker;
    }

    public static SourceRecord shardsListed() {
        return new SourceRecord(Kind.SHARDS_LISTED, "", "", NO_ARRIVAL);
    }

    /**
     * A marker that a shard has been read to its end.
     *
     * @param untilMillis epoch milliseconds by this machine's clock
     */
    public static SourceRecord shardRead(String stream, String shard, long untilMillis) {
        return new SourceRecord(Kind.SHARD_READ, stream, shard, untilMillis);
    }

    public static SourceRecord shardEnded(String stream, String shard) {
        return new SourceRecord(Kind.SHARD_ENDED, stream, shard, NO_ARRIVAL);
    }

    public static SourceRecord shardClosed(String stream, String shard) {
        return new SourceRecord(Kind.SHARD_CLOSED, stream, shard, NO_ARRIVAL);
    }

    public boolean hasArrival() {
        return arrivalMillis != NO_ARRIVAL;
    }

    /** When what the record says has happened at the latest: its arrival, or else its creation; {@link #NO_ARRIVAL} without either. */
    public long latestMillis() {
        return hasArrival() ? arrivalMillis : createdMillis;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof SourceRecord)) {
            return false;
        }
        SourceRecord that = (SourceRecord) other;
        return kind == that.kind
                && stream.equals(that.stream)
                && shard.equals(that.shard)
                && Objects.equals(parent, that.parent)
                && start == that.start
                && Objects.equals(sequenceNumber, that.sequenceNumber)
                && Objects.equals(partitionKey, that.partitionKey)
                && arrivalMillis == that.arrivalMillis
                && createdMillis == that.createdMillis
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, stream, shard, sequenceNumber, arrivalMillis);
    }

    @Override
    public String toString() {
        return kind + " " + stream + "/" + shard + "/" + sequenceNumber;
    }
}
