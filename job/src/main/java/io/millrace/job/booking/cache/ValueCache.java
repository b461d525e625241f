package io.millrace.job.booking.cache;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * Bookings' values, each with a deadline. A value is either here or in the store, never both: it is taken from there when it
 * is needed. It is put there at a checkpoint when it has not changed for a while, and before that if others need its
 * memory. Those that have been here longest make room: an order of their last use would cost a record as much as its lookup.
 * All others become {@link HeldState} at a checkpoint.
 *
 * <p>A value is kept as bytes, with its booking's id: two objects a booking, however many its fields are. The one that was
 * looked up last is kept as an object, and its bytes are made when another one is looked up: a booking's records often come
 * together, and what they begin and end needs no bytes at all.
 *
 * <p>Values are put into the store by key group and key. That is nearly the order of RocksDB: an insertion next to the one before
 * finds its place in the processor's caches.
 */
public final class ValueCache<V> implements HeldState.Entries<String> {
    /** The memory of an entry, of its place in the table and of its array without the bytes. */
    private static final long ENTRY_BYTES = 88;
    /** What changes no more should not be in every checkpoint, and what is over soon never be in the store. */
    static final int MAX_AGE = 10;

    private static final int FIRST_TABLE_BITS = 8;
    private static final int HASH_BITS = 31;
    private static final int FIRST_BYTES = 256;

    private final Store<V> store;
    private final ValueFormat<V> format;
    private final int maxParallelism;
    private final long maxBytes;
    private final Deadlines deadlines = new Deadlines();
    /** Before the eldest entry and after the newest. */
    private final CachedValue ends = new CachedValue(0);
    /** By the upper bits of the hash: the sorter emits the keys in the order of their hashes. */
    private @Nullable CachedValue[] table = new CachedValue[1 << FIRST_TABLE_BITS];

    private int tableBits = FIRST_TABLE_BITS;
    private int size;
    private long bytes;
    /** How many values have been put into the store, beside those that it had at first. */
    private long stored;

    private final boolean storeIsEmpty;

    private final DataInputDeserializer in = new DataInputDeserializer();
    /** The id of the current booking, and its value when its bytes are made. */
    private final DataOutputSerializer out = new DataOutputSerializer(FIRST_BYTES);

    private @Nullable String current;
    private int currentHash;
    private int currentIdBytes;
    /** Null if the current booking had no value when it was looked up. */
    private @Nullable CachedValue currentEntry;

    private @Nullable V currentBefore;
    private @Nullable V currentValue;

    /** Where values are that are not in the cache. */
    public interface Store<V> {
        /** Whether it has no value at first. */
        boolean isEmpty() throws Exception;

        /** Removes the value of a booking, and its timer; null if there is none. */
        @Nullable
        V take(String bookingId) throws Exception;

        /** Puts a value, with a timer at its deadline. */
        void put(String bookingId, V value) throws Exception;

        /** When the value ends or changes by itself, in event time. */
        long deadline(V value);
    }

    /** What becomes of a value when its deadline has come; null for none. */
    public interface Settler<V> {
        /** Settles one value. */
        @Nullable
        V settled(String bookingId, V value, long time) throws Exception;
    }

    /**
     * An empty cache.
     *
     * @param maxParallelism the operator's, which is the number of key groups
     * @param maxBytes limit of the memory, roughly
     */
    public ValueCache(Store<V> store, ValueFormat<V> format, int maxParallelism, long maxBytes) throws Exception {
        this.store = requireNonNull(store, "store is null");
        this.format = requireNonNull(format, "format is null");
        this.maxParallelism = maxParallelism;
        this.maxBytes = maxBytes;
        this.storeIsEmpty = store.isEmpty();
    }

    /** Looks a booking up: it is the current one until the next call. Null if it has no value. */
    public @Nullable V get(String bookingId) throws Exception {
        if (bookingId.equals(current)) {
            return currentValue;
        }
        leave();
        out.clear();
        TextCodec.write(bookingId, out);
        currentIdBytes = out.length();
        currentHash = MathUtils.murmurHash(bookingId.hashCode());
        currentEntry = find();
        if (currentEntry != null) {
            in.setBuffer(currentEntry.bytes, currentIdBytes, currentEntry.bytes.length - currentIdBytes);
            currentBefore = format.read(format.version(), in);
            currentValue = currentBefore;
        } else if (!storeIsEmpty || stored > 0) {
            currentValue = store.take(bookingId);
            stored -= currentValue == null ? 0 : 1;
        }
        current = bookingId;
        return currentValue;
    }

    /** Changes the value of the current booking. Values are immutable: the same one is no change. */
    public void set(@Nullable V value) {
        currentValue = value;
    }

    private @Nullable CachedValue find() {
        CachedValue entry = table[place(currentHash)];
        while (entry != null && !(entry.hash == currentHash && isCurrent(entry))) {
            entry = entry.chained;
        }
        return entry;
    }

    private boolean isCurrent(CachedValue entry) {
        return entry.bytes.length >= currentIdBytes
                && Arrays.equals(entry.bytes, 0, currentIdBytes, out.getSharedBuffer(), 0, currentIdBytes);
    }

    /** Keeps the value of the current booking, which is none afterwards. */
    private void leave() throws Exception {
        if (current != null && currentValue != currentBefore) {
            if (currentValue != null) {
                put(currentValue);
            } else if (currentEntry != null) {
                remove(currentEntry);
            }
        }
        current = null;
        currentEntry = null;
        currentBefore = null;
        currentValue = null;
    }

    private void put(V value) throws Exception {
        CachedValue entry = currentEntry == null ? added() : currentEntry;
        out.setPosition(currentIdBytes);
        format.write(value, out);
        bytes += out.length() - entry.bytes.length;
        entry.bytes = out.getCopyOfBuffer();
        entry.age = 0;
        deadlines.set(entry, store.deadline(value));
        while (bytes > maxBytes && size > 1) {
            evict(ends.newer);
        }
    }

    private CachedValue added() {
        if (size == table.length) {
            grow();
        }
        CachedValue entry = new CachedValue(currentHash);
        chain(entry);
        entry.older = ends.older;
        entry.newer = ends;
        ends.older.newer = entry;
        ends.older = entry;
        size++;
        bytes += ENTRY_BYTES;
        return entry;
    }

    private void grow() {
        table = new CachedValue[2 * table.length];
        tableBits++;
        for (CachedValue entry = ends.newer; entry != ends; entry = entry.newer) {
            chain(entry);
        }
    }

    private void chain(CachedValue entry) {
        int place = place(entry.hash);
        entry.chained = table[place];
        table[place] = entry;
    }

    private int place(int hash) {
        return hash >>> (HASH_BITS - tableBits);
    }

    private void evict(CachedValue entry) throws Exception {
        in.setBuffer(entry.bytes);
        String bookingId = TextCodec.read(in);
        V value = format.read(format.version(), in);
        remove(entry);
        store.put(bookingId, value);
        stored++;
    }

    private void remove(CachedValue entry) {
        int place = place(entry.hash);
        CachedValue before = table[place];
        if (before == entry) {
            table[place] = entry.chained;
        } else {
            while (before != null && before.chained != entry) {
                before = before.chained;
            }
            requireNonNull(before, "the entry is not in the table").chained = entry.chained;
        }
        entry.older.newer = entry.newer;
        entry.newer.older = entry.older;
        deadlines.remove(entry);
        size--;
        bytes -= ENTRY_BYTES + entry.bytes.length;
    }

    /** Settles the values in the cache whose deadline has come, by time in steps of a slice. */
    public void settle(long time, Settler<V> settler) throws Exception {
        leave();
        for (CachedValue entry : deadlines.due(time)) {
            // unless another one's value has pushed it into the store
            if (entry.deadline <= time) {
                settle(entry, time, settler);
            }
        }
    }

    private void settle(CachedValue entry, long time, Settler<V> settler) throws Exception {
        in.setBuffer(entry.bytes);
        current = TextCodec.read(in);
        currentIdBytes = in.getPosition();
        out.clear();
        out.write(entry.bytes, 0, currentIdBytes);
        currentHash = entry.hash;
        currentEntry = entry;
        currentBefore = format.read(format.version(), in);
        currentValue = settler.settled(current, currentBefore, time);
        leave();
    }

    /** Moves values that have not changed for {@value #MAX_AGE} checkpoints to the store. For each checkpoint. */
    public void age() throws Exception {
        leave();
        List<CachedValue> old = new ArrayList<>();
        for (CachedValue entry = ends.newer; entry != ends; entry = entry.newer) {
            if (entry.age++ == MAX_AGE) {
                old.add(entry);
            }
        }
        old.sort(Comparator.<CachedValue>comparingInt(entry -> entry.hash % maxParallelism)
                .thenComparing(entry -> entry.bytes, Arrays::compare));
        for (CachedValue entry : old) {
            evict(entry);
        }
    }

    /** All values: the id of the booking, a {@link TextCodec} text, and the value in its {@link ValueFormat}. */
    @Override
    public void forEach(HeldState.EntryReceiver receiver) throws Exception {
        leave();
        for (CachedValue entry = ends.newer; entry != ends; entry = entry.newer) {
            receiver.accept(entry.hash, entry.bytes, 0, entry.bytes.length);
        }
    }

    @Override
    public String key(DataInputDeserializer entry) throws IOException {
        return TextCodec.read(entry);
    }
}
