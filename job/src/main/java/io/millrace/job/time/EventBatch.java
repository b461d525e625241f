package io.millrace.job.time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Events that are released together, sorted as {@link WaitingEvents} says.
 *
 * <p>Many of them are first divided by their hashes, and their bytes copied, so that each part fits the processor's caches. Read from
 * their slices in the order of their hashes, nearly every event would be a miss there.
 */
final class EventBatch<E> {
    private static final int FIRST_SIZE = 1 << 8;
    private static final long LOWER = 0xffff_ffffL;

    /** Fewer than so many events are not divided. */
    static final int MANY = 1 << 13;
    /** The events of a part, about. */
    private static final int PART = 1 << 10;
    /** The average length, in bytes, of events that are divided: to read larger ones costs more than to find them. */
    private static final int MAX_LENGTH = 1 << 8;

    private final KeyOrder<E> order;
    private final EventFormat<E> format;
    private final DataInputDeserializer in = new DataInputDeserializer();

    /** The bytes of slices, or of all parts. */
    private List<byte[]> bytes = new ArrayList<>();
    /** Of each event, the hash of its key in the upper half and its index in the lower half. */
    private long[] hashes = new long[FIRST_SIZE];
    /** Of each event, the index of its bytes in the upper half and its offset there in the lower half. */
    private long[] places = new long[FIRST_SIZE];

    private int size;

    EventBatch(KeyOrder<E> order, EventFormat<E> format) {
        this.order = order;
        this.format = format;
    }

    int size() {
        return size;
    }

    /** Adds the events of a slice. */
    void add(Slice<E> slice) {
        bytes.add(slice.buffer());
        for (int i = 0; i < slice.size(); i++) {
            add(slice.entry(i));
        }
    }

    /** Moves the events until a time, inclusive, from a slice to here. */
    void addUntil(long until, Slice<E> slice) throws IOException {
        bytes.add(slice.buffer());
        slice.removeUntil(until, in, this::add);
    }

    private void add(long entry) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
        }
        hashes[size] = (entry & ~LOWER) | size;
        places[size] = (long) (bytes.size() - 1) << Integer.SIZE | (entry & LOWER);
        size++;
    }

    /** Passes the events to a receiver. For once only. */
    void emit(EventBuffer.Receiver<E> receiver) throws Exception {
        if (size < MANY || !divide()) {
            Arrays.sort(hashes, 0, size);
        }
        int next;
        for (int first = 0; first < size; first = next) {
            next = first + 1;
            while (next < size && hash(next) == hash(first)) {
                next++;
            }
            if (next == first + 1) {
                receiver.accept(event(first));
            } else {
                emitSorted(first, next, receiver);
            }
        }
    }

    private int hash(int index) {
        return (int) (hashes[index] >>> Integer.SIZE);
    }

    /**
     * Sorts the events by the first bits of their hashes, and those of the same bits by their hashes.
     *
     * @return false, and nothing is done, if the events are large
     */
    private boolean divide() throws IOException {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size / PART);
        int[] indexes = new int[1 << bits];
        int[] offsets = new int[1 << bits];
        long total = 0;
        for (int i = 0; i < size; i++) {
            int length = length(i);
            indexes[part(i, bits)]++;
            offsets[part(i, bits)] += length;
            total += length;
        }
        if (total > (long) size * MAX_LENGTH) {
            return false;
        }
        toStarts(indexes);
        toStarts(offsets);
        copy(bits, indexes, offsets, (int) total);
        int start = 0;
        for (int end : indexes) {
            Arrays.sort(hashes, start, end);
            start = end;
        }
        return true;
    }

    /** Replaces the sizes of parts by where the parts start. */
    private static void toStarts(int[] sizes) {
        int start = 0;
        for (int part = 0; part < sizes.length; part++) {
            int size = sizes[part];
            sizes[part] = start;
            start += size;
        }
    }

    /**
     * Copies the events, part by part.
     *
     * @param indexes where the parts start, and end afterwards
     * @param offsets where the bytes of the parts start
     */
    private void copy(int bits, int[] indexes, int[] offsets, int total) throws IOException {
        byte[] copy = new byte[total];
        long[] copiedHashes = new long[size];
        long[] copiedPlaces = new long[size];
        for (int i = 0; i < size; i++) {
            int part = part(i, bits);
            int length = length(i);
            int index = indexes[part]++;
            copiedHashes[index] = (hashes[i] & ~LOWER) | index;
            copiedPlaces[index] = offsets[part];
            System.arraycopy(bytes(i), (int) places[i], copy, offsets[part], length);
            offsets[part] += length;
        }
        hashes = copiedHashes;
        places = copiedPlaces;
        bytes = List.of(copy);
    }

    /** The first bits of an event's hash, which is not negative. */
    private int part(int index, int bits) {
        return (int) (hashes[index] >>> (Long.SIZE - 1 - bits));
    }

    private byte[] bytes(int index) {
        return bytes.get((int) (places[index] >>> Integer.SIZE));
    }

    private int length(int index) throws IOException {
        return Slice.length(bytes(index), (int) places[index], in);
    }

    /** Events whose keys have the same hash: nearly always of one key. */
    private void emitSorted(int first, int next, EventBuffer.Receiver<E> receiver) throws Exception {
        List<StreamRecord<E>> events = new ArrayList<>(next - first);
        for (int i = first; i < next; i++) {
            events.add(event(i));
        }
        events.sort(this::compare);
        StreamRecord<E> last = events.get(0);
        for (StreamRecord<E> event : events.subList(1, events.size())) {
            if (compare(last, event) == 0) {
                last = last.replace(order.merge(last.getValue(), event.getValue()));
            } else {
                receiver.accept(last);
                last = event;
            }
        }
        receiver.accept(last);
    }

    /** By key, time and order. */
    private int compare(StreamRecord<E> left, StreamRecord<E> right) {
        int byKey = order.key(left.getValue()).compareTo(order.key(right.getValue()));
        if (byKey != 0) {
            return byKey;
        }
        int byTime = Long.compare(left.getTimestamp(), right.getTimestamp());
        return byTime != 0 ? byTime : order.compare(left.getValue(), right.getValue());
    }

    private StreamRecord<E> event(int index) throws IOException {
        int place = (int) hashes[index];
        return Slice.read(bytes(place), (int) places[place], in, format);
    }
}
