package io.millrace.job.time;

import io.millrace.job.state.HeldState;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The events of a slice of time, as bytes, in the order of arrival. An entry is the length of the rest (4 bytes), the time
 * (8 bytes), and the event in its {@link EventFormat}.
 */
final class Slice<E> {
    /** Of the arrays and objects, about. */
    private static final int OVERHEAD = 160;

    private static final int FIRST_BYTES = 256;
    private static final int FIRST_ENTRIES = 8;
    private static final long OFFSET = 0xffff_ffffL;

    private final DataOutputSerializer out = new DataOutputSerializer(FIRST_BYTES);
    /** Of each event, the hash of its key and its offset in the bytes. */
    private long[] entries = new long[FIRST_ENTRIES];

    private int size;

    /** The memory that is used, in bytes. */
    long bytes() {
        return OVERHEAD + out.getSharedBuffer().length + (long) entries.length * Long.BYTES;
    }

    int size() {
        return size;
    }

    /** The hash of an event's key in the upper half, and the offset of its entry in the lower half. */
    long entry(int index) {
        return entries[index];
    }

    /** Has the entries so far, and keeps them: what is added later is behind them, or in another array. */
    byte[] buffer() {
        return out.getSharedBuffer();
    }

    void add(int hash, long time, E event, EventFormat<E> format) throws IOException {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        int offset = out.length();
        entries[size++] = (long) hash << Integer.SIZE | offset;
        out.writeInt(0);
        out.writeLong(time);
        format.write(event, out);
        out.writeIntUnsafe(out.length() - offset - Integer.BYTES, offset);
    }

    /** Reads an entry of a buffer with the current version of the format. */
    static <E> StreamRecord<E> read(byte[] buffer, int offset, DataInputDeserializer in, EventFormat<E> format)
            throws IOException {
        int start = offset + Integer.BYTES;
        in.setBuffer(buffer, start, buffer.length - start);
        return read(in, format.version(), format);
    }

    /** The length of an entry of a buffer, with that of the length itself. */
    static int length(byte[] buffer, int offset, DataInputDeserializer in) throws IOException {
        in.setBuffer(buffer, offset, Integer.BYTES);
        return Integer.BYTES + in.readInt();
    }

    /** Reads an entry from behind its length. */
    static <E> StreamRecord<E> read(DataInputDeserializer in, int version, EventFormat<E> format) throws IOException {
        long time = in.readLong();
        return new StreamRecord<>(format.read(version, time, in), time);
    }

    /** Passes each entry, from behind its length, to a receiver. */
    void forEach(DataInputDeserializer in, HeldState.EntryReceiver receiver) throws IOException {
        for (int i = 0; i < size; i++) {
            int offset = (int) entries[i];
            in.setBuffer(out.getSharedBuffer(), offset, Integer.BYTES);
            receiver.accept(
                    (int) (entries[i] >>> Integer.SIZE), out.getSharedBuffer(), offset + Integer.BYTES, in.readInt());
        }
    }

    /** Removes what is not after a time. Its bytes remain. */
    void removeUntil(long until, DataInputDeserializer in, EntryRemoved removed) throws IOException {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long entry = entries[i];
            in.setBuffer(out.getSharedBuffer(), (int) (entry & OFFSET) + Integer.BYTES, Long.BYTES);
            if (in.readLong() <= until) {
                removed.accept(entry);
            } else {
                entries[kept++] = entry;
            }
        }
        size = kept;
    }

    /** Receives what {@link #entry} returned. */
    interface EntryRemoved {
        void accept(long entry);
    }
}
