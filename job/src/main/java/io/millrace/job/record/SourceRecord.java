package io.millrace.job.record;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as its stream holds it, or word from the source about one of its shards. The word travels with the records,
 * in their order, because event time advances with what has been read (see {@code EventClock}).
 *
 * <p>A Flink POJO: fields are public for the serializer and never assigned after construction.
 */
public final class SourceRecord {
    /** What an element of a source says. */
    public enum Kind {
        /** A record. */
        DATA,
        /** This subtask reads the shard from now on, and before its first record the whole of {@link #parent} if it reads that. */
        SHARD_OPENED,
        /** The subtask has announced every shard it starts with. */
        SHARDS_LISTED,
        /** Whatever reached the shard before {@code arrivalMillis} has been emitted, and nothing is waiting. */
        SHARD_READ,
        /** The shard has ended (it was split or merged) and everything in it has been emitted. */
        SHARD_CLOSED
    }

    /** {@link #arrivalMillis} of a source that does not keep it. */
    public static final long NO_ARRIVAL = Long.MIN_VALUE;

    public Kind kind = Kind.DATA;
    /** The stream's name; empty for {@link Kind#SHARDS_LISTED}. */
    public String stream = "";
    /** The shard's id within the stream. */
    public String shard = "";

    /** With {@link Kind#SHARD_OPENED}, the shard that this one was split from or merged out of, if it was. */
    public @Nullable String parent;

    public @Nullable String sequenceNumber;
    public @Nullable String partitionKey;
    /** When the stream received the record, in epoch milliseconds by the stream's clock. */
    public long arrivalMillis = NO_ARRIVAL;
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

    public static SourceRecord shardOpened(String stream, String shard) {
        return new SourceRecord(Kind.SHARD_OPENED, stream, shard, NO_ARRIVAL);
    }

    /** Word that a shard is read whose hash keys another shard had before, one of up to two. */
    public static SourceRecord shardOpened(String stream, String shard, String parent) {
        SourceRecord word = shardOpened(stream, shard);
        word.parent = parent;
        return word;
    }

    public static SourceRecord shardsListed() {
        return new SourceRecord(Kind.SHARDS_LISTED, "", "", NO_ARRIVAL);
    }

    /**
     * Word that a shard has been read to its tip.
     *
     * @param untilMillis epoch milliseconds by this machine's clock
     */
    public static SourceRecord shardRead(String stream, String shard, long untilMillis) {
        return new SourceRecord(Kind.SHARD_READ, stream, shard, untilMillis);
    }

    public static SourceRecord shardClosed(String stream, String shard) {
        return new SourceRecord(Kind.SHARD_CLOSED, stream, shard, NO_ARRIVAL);
    }

    public boolean hasArrival() {
        return arrivalMillis != NO_ARRIVAL;
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
                && Objects.equals(sequenceNumber, that.sequenceNumber)
                && Objects.equals(partitionKey, that.partitionKey)
                && arrivalMillis == that.arrivalMillis
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
