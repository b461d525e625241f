package io.millrace.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A record and where it came from, as one array of bytes. Events carry it in this form in case they are rejected, which
 * is rare: a shuffle copies one array, and it is only parsed when needed.
 */
public final class RecordBytes {
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;

    private RecordBytes() {}

    /** Writes a record of kind {@link SourceRecord.Kind#DATA}. */
    public static byte[] of(SourceRecord record) {
        byte[] stream = record.stream.getBytes(UTF_8);
        byte[] shard = record.shard.getBytes(UTF_8);
        byte[] sequenceNumber = bytes(record.sequenceNumber);
        byte[] partitionKey = bytes(record.partitionKey);
        byte[] data = record.data;
        ByteBuffer bytes = ByteBuffer.allocate(
                1 + Long.BYTES + size(stream) + size(shard) + size(sequenceNumber) + size(partitionKey) + size(data));
        bytes.put(VERSION).putLong(record.arrivalMillis);
        put(bytes, stream);
        put(bytes, shard);
        put(bytes, sequenceNumber);
        put(bytes, partitionKey);
        put(bytes, data);
        return bytes.array();
    }

    /** Writes a record of kind {@link SourceRecord.Kind#DATA} as an array of bytes with its length, without making the array. */
    public static void write(SourceRecord record, DataOutputView out) throws IOException {
        byte[] stream = record.stream.getBytes(UTF_8);
        byte[] shard = record.shard.getBytes(UTF_8);
        byte[] sequenceNumber = bytes(record.sequenceNumber);
        byte[] partitionKey = bytes(record.partitionKey);
        byte[] data = record.data;
        out.writeInt(
                1 + Long.BYTES + size(stream) + size(shard) + size(sequenceNumber) + size(partitionKey) + size(data));
        out.writeByte(VERSION);
        out.writeLong(record.arrivalMillis);
        put(out, stream);
        put(out, shard);
        put(out, sequenceNumber);
        put(out, partitionKey);
        put(out, data);
    }

    private static void put(DataOutputView out, byte @Nullable [] part) throws IOException {
        if (part == null) {
            out.writeInt(ABSENT);
            return;
        }
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private static int size(byte @Nullable [] part) {
        return Integer.BYTES + (part == null ? 0 : part.length);
    }

    private static void put(ByteBuffer bytes, byte @Nullable [] part) {
        if (part == null) {
            bytes.putInt(ABSENT);
            return;
        }
        bytes.putInt(part.length).put(part);
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when a later version wrote it
     */
    public static SourceRecord read(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("version of a record's bytes must be " + VERSION + ", got " + version);
        }
        SourceRecord record = new SourceRecord();
        record.arrivalMillis = bytes.getLong();
        record.stream = String.valueOf(text(take(bytes)));
        record.shard = String.valueOf(text(take(bytes)));
        record.sequenceNumber = text(take(bytes));
        record.partitionKey = text(take(bytes));
        record.data = take(bytes);
        return record;
    }

    private static byte @Nullable [] take(ByteBuffer bytes) {
        int size = bytes.getInt();
        if (size == ABSENT) {
            return null;
        }
        byte[] part = new byte[size];
        bytes.get(part);
        return part;
    }

    private static @Nullable String text(byte @Nullable [] part) {
        return part == null ? null : new String(part, UTF_8);
    }
}
