package io.millrace.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A record and where it came from, as one array of bytes. Events carry it in this form in case they are rejected, which
 * is rare: a shuffle copies one array, and it is only parsed when needed.
 */
public final class RecordBytes {
    private static final byte VERSION = 1;
    private static final int ABSENT = -1;
    /** Of a record without its data. */
    private static final int USUAL_BYTES = 256;

    private RecordBytes() {}

    /** Writes a record of kind {@link SourceRecord.Kind#DATA}. */
    public static byte[] of(SourceRecord record) {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES + size(record.data));
        try {
            new Writer().write(record, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return Arrays.copyOfRange(out.getSharedBuffer(), Integer.BYTES, out.length());
    }

    private static int size(byte @Nullable [] part) {
        return Integer.BYTES + (part == null ? 0 : part.length);
    }

    private static void put(DataOutputView out, byte @Nullable [] part) throws IOException {
        if (part == null) {
            out.writeInt(ABSENT);
            return;
        }
        out.writeInt(part.length);
        out.write(part);
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

    /**
     * Writes records of kind {@link SourceRecord.Kind#DATA} as arrays of bytes with their lengths, without making the arrays. For
     * one thread: most records are of the same shard as the one before, so that the shard's names are encoded once.
     */
    public static final class Writer implements Serializable {
        private static final long serialVersionUID = 1L;
        /** Of sequence numbers of Kinesis, which have 56 digits. */
        private static final int USUAL_DIGITS = 64;

        private static final int ARRIVAL = Integer.BYTES + 1;
        private static final int SHARD = ARRIVAL + Long.BYTES;

        private transient @Nullable String stream;
        private transient @Nullable String shard;
        /** What comes before the partition key. */
        private transient byte @Nullable [] head;

        private transient int shardEnd;

        @SuppressWarnings("deprecation") // takes a range of characters as they are, which is what digits need
        public void write(SourceRecord record, DataOutputView out) throws IOException {
            String number = record.sequenceNumber;
            byte[] partitionKey = record.partitionKey == null ? null : record.partitionKey.getBytes(UTF_8);
            byte[] data = record.data;
            int digits = number == null ? 0 : number.length();
            byte[] bytes = head(record, digits);
            int end = shardEnd + Integer.BYTES + digits;
            ByteBuffer.wrap(bytes)
                    .putInt(0, end - Integer.BYTES + size(partitionKey) + size(data))
                    .putLong(ARRIVAL, record.arrivalMillis)
                    .putInt(shardEnd, number == null ? ABSENT : digits);
            if (number != null) {
                number.getBytes(0, digits, bytes, shardEnd + Integer.BYTES);
            }
            out.write(bytes, 0, end);
            put(out, partitionKey);
            put(out, data);
        }

        private byte[] head(SourceRecord record, int digits) {
            byte[] known = head;
            if (known != null
                    && record.shard.equals(shard)
                    && record.stream.equals(stream)
                    && shardEnd + Integer.BYTES + digits <= known.length) {
                return known;
            }
            byte[] itsStream = record.stream.getBytes(UTF_8);
            byte[] itsShard = record.shard.getBytes(UTF_8);
            int end = SHARD + size(itsStream) + size(itsShard);
            byte[] made = new byte[end + Integer.BYTES + Math.max(digits, USUAL_DIGITS)];
            ByteBuffer.wrap(made)
                    .put(Integer.BYTES, VERSION)
                    .position(SHARD)
                    .putInt(itsStream.length)
                    .put(itsStream)
                    .putInt(itsShard.length)
                    .put(itsShard);
            stream = record.stream;
            shard = record.shard;
            shardEnd = end;
            head = made;
            return made;
        }
    }
}
