package io.millrace.job.time;

import static java.util.Objects.requireNonNull;

import io.millrace.job.state.HeldState;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * Events in memory, as bytes, until the watermark reaches them. They are grouped into slices of time, so that a watermark
 * costs no more than what it releases.
 *
 * <p>A watermark releases the events of a key one after the other: by their times, those of the same time in a {@link
 * KeyOrder}, and equal ones become one. Keys come in the order of their hashes, and those of the same hash by themselves.
 */
final class WaitingEvents<E> implements HeldState.Entries<String> {
    /** Slices are released together until they have so many events. This limits the memory for sorting. */
    private static final int BATCH = 1 << 18;

    private final EventFormat<E> format;
    private final KeyOrder<E> order;
    private final long sliceMillis;
    private final TreeMap<Long, Slice<E>> slices = new TreeMap<>();
    private final DataInputDeserializer in = new DataInputDeserializer();
    private long bytes;

    /** The slice of the latest event, and usually of the next one. */
    private @Nullable Slice<E> latest;

    private long latestStart;

    WaitingEvents(KeyOrder<E> order, EventFormat<E> format, long sliceMillis) {
        this.order = requireNonNull(order, "order is null");
        this.format = requireNonNull(format, "format is null");
        this.sliceMillis = sliceMillis;
    }

    /** The first millisecond of the slice that contains a time. */
    long slice(long time) {
        return time - Math.floorMod(time, sliceMillis);
    }

    /** The last millisecond of the slice that starts at a time. */
    long end(long slice) {
        return slice + sliceMillis - 1;
    }

    /** The memory that is used, in bytes. */
    long bytes() {
        return bytes;
    }

    void add(E event, long time) throws IOException {
        Slice<E> slice = of(time);
        long before = slice.bytes();
        slice.add(MathUtils.murmurHash(order.key(event).hashCode()), time, event, format);
        bytes += slice.bytes() - before;
    }

    private Slice<E> of(long time) {
        Slice<E> slice = latest;
        if (slice == null || time < latestStart || time > end(latestStart)) {
            latestStart = slice(time);
            slice = slices.computeIfAbsent(latestStart, unknown -> {
                Slice<E> created = new Slice<>();
                bytes += created.bytes();
                return created;
            });
            latest = slice;
        }
        return slice;
    }

    /** Removes the events until a time, inclusive. */
    void release(long until, EventBuffer.Receiver<E> receiver) throws Exception {
        EventBatch<E> batch = new EventBatch<>(order, format);
        while (!slices.isEmpty() && slices.firstKey() <= until) {
            if (end(slices.firstKey()) <= until) {
                batch.add(removed(slices.pollFirstEntry()));
            } else {
                Slice<E> divided = slices.firstEntry().getValue();
                batch.addUntil(until, divided);
                if (divided.size() > 0) {
                    break;
                }
                removed(slices.pollFirstEntry());
            }
            if (batch.size() >= BATCH) {
                batch.emit(receiver);
                batch = new EventBatch<>(order, format);
            }
        }
        batch.emit(receiver);
    }

    /**
     * Removes the latest slice.
     *
     * @return its first millisecond
     */
    long removeLatest(EventBuffer.Receiver<E> receiver) throws Exception {
        Map.Entry<Long, Slice<E>> last = requireNonNull(slices.pollLastEntry(), "no event waits");
        Slice<E> slice = removed(last);
        for (int i = 0; i < slice.size(); i++) {
            receiver.accept(Slice.read(slice.buffer(), (int) slice.entry(i), in, format));
        }
        return last.getKey();
    }

    private Slice<E> removed(Map.Entry<Long, Slice<E>> entry) {
        latest = null;
        bytes -= entry.getValue().bytes();
        return entry.getValue();
    }

    @Override
    public void forEach(HeldState.EntryReceiver receiver) throws IOException {
        for (Slice<E> slice : slices.values()) {
            slice.forEach(in, receiver);
        }
    }

    @Override
    public String key(DataInputDeserializer entry) throws IOException {
        return order.key(Slice.read(entry, format.version(), format).getValue());
    }
}
