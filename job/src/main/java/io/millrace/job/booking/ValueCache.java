package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/**
 * A write-back cache of bookings' values in front of keyed state. Every value has a deadline. A value that comes and goes
 * between two checkpoints never touches the state; its owner writes the others back before each snapshot, so that a
 * failure loses only what the restored state does not contain either. The values that have been here longest make room for
 * others: an order of their last use would cost a record as much as its lookup.
 *
 * <p>A stored value has a timer at its deadline, which its owner fires. Values in the cache need none.
 */
final class ValueCache<V> {
    /** At least this much memory, in bytes, is for an entry whose value is empty: the entry, its key and the lists it is in. */
    private static final long ENTRY_BYTES = 250;
    /** Deadlines of the same 64 ms are in one list. */
    private static final int SLICE_BITS = 6;

    private static final long NO_TIMER = Long.MIN_VALUE;

    private final Store<V> store;
    private final int maxParallelism;
    private final long maxBytes;
    private final LinkedHashMap<String, Entry<V>> entries = new LinkedHashMap<>();
    private final TreeMap<Long, Entry<V>> slices = new TreeMap<>();
    private long bytes;

    /** Where the values are stored. */
    interface Store<V> {
        /** The value of a booking; null if there is none. */
        @Nullable
        V read(String bookingId) throws Exception;

        /** Stores a value, or clears it if it is null. */
        void write(String bookingId, @Nullable V value) throws Exception;

        void registerTimer(String bookingId, long time);

        void deleteTimer(String bookingId, long time);

        /** When the value ends or changes by itself, in event time. */
        long deadline(V value);

        /** Roughly the memory that a value takes. */
        long bytes(V value);
    }

    /** A booking in the cache. Valid until the next one is looked up. */
    static final class Entry<V> {
        private final String bookingId;
        private @Nullable V value;
        private long deadline;
        private boolean changed;
        private boolean stored;
        /** The timer of the stored value. */
        private long timer = NO_TIMER;
        /** Its neighbours in the list of its slice. */
        private @Nullable Entry<V> previous;

        private @Nullable Entry<V> next;

        private Entry(String bookingId) {
            this.bookingId = bookingId;
        }

        String bookingId() {
            return bookingId;
        }

        @Nullable
        V value() {
            return value;
        }
    }

    /** @param maxParallelism the operator's, which is the number of key groups */
    ValueCache(Store<V> store, int maxParallelism, long maxBytes) {
        this.store = requireNonNull(store, "store is null");
        this.maxParallelism = maxParallelism;
        this.maxBytes = maxBytes;
    }

    /** The entry of a booking, read from the store if it is not in the cache. Must be followed by {@link #set}. */
    Entry<V> entry(String bookingId) throws Exception {
        Entry<V> entry = entries.get(bookingId);
        if (entry == null) {
            entry = new Entry<>(bookingId);
            V stored = store.read(bookingId);
            if (stored != null) {
                entry.stored = true;
                entry.timer = store.deadline(stored);
                put(entry, stored);
            }
        }
        return entry;
    }

    /** Changes a booking's value. Values are immutable: the same one is no change. */
    void set(Entry<V> entry, @Nullable V value) throws Exception {
        V before = entry.value;
        if (value == before) {
            return;
        }
        if (value != null) {
            entry.changed = true;
            put(entry, value);
            return;
        }
        remove(entry, requireNonNull(before, "an entry has no value"));
        if (entry.stored) {
            store.write(entry.bookingId, null);
        }
        if (entry.timer != NO_TIMER) {
            store.deleteTimer(entry.bookingId, entry.timer);
        }
    }

    private void put(Entry<V> entry, V value) throws Exception {
        V before = entry.value;
        long deadline = store.deadline(value);
        if (before == null) {
            entries.put(entry.bookingId, entry);
            link(entry, deadline);
            bytes += ENTRY_BYTES + store.bytes(value);
        } else {
            if (deadline >> SLICE_BITS != entry.deadline >> SLICE_BITS) {
                unlink(entry);
                link(entry, deadline);
            }
            bytes += store.bytes(value) - store.bytes(before);
        }
        entry.value = value;
        entry.deadline = deadline;
        evict();
    }

    private void evict() throws Exception {
        while (bytes > maxBytes && entries.size() > 1) {
            Entry<V> eldest = entries.values().iterator().next();
            writeBack(eldest);
            remove(eldest, requireNonNull(eldest.value, "an entry has no value"));
        }
    }

    private void remove(Entry<V> entry, V value) {
        entries.remove(entry.bookingId);
        unlink(entry);
        bytes -= ENTRY_BYTES + store.bytes(value);
        entry.value = null;
    }

    /** The timer of a stored value has fired. */
    Entry<V> fired(String bookingId) throws Exception {
        Entry<V> entry = entry(bookingId);
        entry.timer = NO_TIMER;
        return entry;
    }

    /** The entries in the cache whose deadline has come, by time in steps of a slice. */
    List<Entry<V>> due(long time) {
        List<Entry<V>> due = new ArrayList<>();
        for (Entry<V> first : slices.headMap(time >> SLICE_BITS, true).values()) {
            for (Entry<V> entry = first; entry != null; entry = entry.next) {
                if (entry.deadline <= time) {
                    due.add(entry);
                }
            }
        }
        return due;
    }

    /**
     * Writes all values that have changed since the last call, by key group and key. That is nearly the order of RocksDB: an
     * insertion next to the one before finds its place in the processor's caches.
     */
    void writeBack() throws Exception {
        Map<Integer, List<Entry<V>>> groups = new TreeMap<>();
        for (Entry<V> entry : entries.values()) {
            if (entry.changed || entry.timer != entry.deadline) {
                int group = KeyGroupRangeAssignment.assignToKeyGroup(entry.bookingId, maxParallelism);
                groups.computeIfAbsent(group, unknown -> new ArrayList<>()).add(entry);
            }
        }
        for (List<Entry<V>> group : groups.values()) {
            group.sort(Comparator.comparing(Entry::bookingId));
            for (Entry<V> entry : group) {
                writeBack(entry);
            }
        }
    }

    private void writeBack(Entry<V> entry) throws Exception {
        if (entry.changed) {
            store.write(entry.bookingId, entry.value);
            entry.changed = false;
            entry.stored = true;
        }
        if (entry.timer != entry.deadline) {
            if (entry.timer != NO_TIMER) {
                store.deleteTimer(entry.bookingId, entry.timer);
            }
            store.registerTimer(entry.bookingId, entry.deadline);
            entry.timer = entry.deadline;
        }
    }

    private void link(Entry<V> entry, long deadline) {
        Entry<V> first = slices.put(deadline >> SLICE_BITS, entry);
        entry.previous = null;
        entry.next = first;
        if (first != null) {
            first.previous = entry;
        }
    }

    private void unlink(Entry<V> entry) {
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        if (entry.previous != null) {
            entry.previous.next = entry.next;
        } else if (entry.next != null) {
            slices.put(entry.deadline >> SLICE_BITS, entry.next);
        } else {
            slices.remove(entry.deadline >> SLICE_BITS);
        }
    }
}
