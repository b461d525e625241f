package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * A cache of statistics in front of keyed state. What has changed since it was read is held here, and becomes {@link
 * HeldState} at a checkpoint: some hundred writes, however many keys there are. It is written to the store when it has not
 * changed for a while, so that it is not in every checkpoint. When the cache is full, all of it is written and removed.
 *
 * <p>The cache has up to {@value #MAX_PARTS} parts ({@link UsualSlots}) by the first bits of the hashes: in a single one in the order
 * of the hashes, keys that come in that order would fill the slots from one end while it grows.
 *
 * <p>Statistics are written to the store by key group and key, nearly as RocksDB sorts them: an insertion next to the one
 * before finds its place in the processor's caches.
 */
final class UsualCache implements HeldState.Entries<String> {
    /** For 1.5 million keys of one subtask: 128 MiB, and up to 64 MiB for the keys that are long. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    static final int DEFAULT_MAX_CHARS = 1 << 25;

    private static final int MAX_PARTS = 1 << 8;
    /** There are fewer parts if they would have fewer slots than this. */
    private static final int LEAST_MAX_SLOTS = 1 << 10;

    /** Where the index of a part begins in {@link #held}, above a position. */
    private static final int PART = Integer.SIZE;

    private static final int KEY_GROUP = PART + Byte.SIZE;

    private static final int FIRST_BYTES = 1 << 8;

    /** Checkpoints. A key that has changed no more for so long is written to the store. */
    static final int MAX_AGE = 10;

    /** Of the bytes of an entry at a checkpoint. */
    static final int VERSION = 1;

    private static final Comparator<Moved> BY_KEY = Comparator.comparing(moved -> moved.key);

    private final Store store;
    private final int maxParallelism;
    private final int maxSlots;
    private final int maxChars;

    /** The number of bits of a hash that say in which part it is. */
    private final int bits;

    private final UsualSlots[] parts;
    /** The part of the last key. */
    private UsualSlots part;
    /** Of the keys that are not in their slots. */
    private int usedChars;

    /** Where the statistics are stored. */
    interface Store {
        /** The statistics of a key; null if there are none. */
        @Nullable
        Usual read(String key) throws Exception;

        /**
         * Stores the statistics of a key.
         *
         * @param isNew whether none were stored
         */
        void write(String key, Usual usual, boolean isNew) throws Exception;
    }

    /** Statistics that move to the store. */
    private static final class Moved {
        private final String key;
        private final UsualSlots part;
        private final int at;

        private Moved(UsualSlots part, int at) {
            this.key = part.key(at);
            this.part = part;
            this.at = at;
        }
    }

    /**
     * An empty cache.
     *
     * @param maxParallelism the operator's, which is the number of key groups
     * @param maxSlots limit of the slots, a power of two from 4; three quarters of them are used
     * @param maxChars limit of the characters of all keys that are not in their slots; a single key may be longer
     */
    UsualCache(Store store, int maxParallelism, int maxSlots, int maxChars) {
        this.store = requireNonNull(store, "store is null");
        this.maxParallelism = maxParallelism;
        this.maxSlots = maxSlots;
        this.maxChars = maxChars;
        if (Integer.bitCount(maxSlots) != 1 || maxSlots < 4) {
            throw new IllegalArgumentException("maxSlots must be a power of two and at least 4, got " + maxSlots);
        }
        this.parts = new UsualSlots[Math.max(1, Math.min(MAX_PARTS, maxSlots / LEAST_MAX_SLOTS))];
        this.bits = Integer.numberOfTrailingZeros(parts.length);
        empty();
    }

    private void empty() {
        Arrays.setAll(parts, i -> new UsualSlots(bits, maxSlots / parts.length));
        part = parts[0];
        usedChars = 0;
    }

    /**
     * The position of a key, which is read from the store if it is not here. Valid until the next call.
     *
     * @return for {@link #get} and {@link #set}
     */
    int at(String key) throws Exception {
        int hash = hash(key);
        part = part(hash);
        int at = part.find(key, hash);
        return part.isUsed(at) ? at : load(key, hash);
    }

    private static int hash(String key) {
        return MathUtils.murmurHash(key.hashCode());
    }

    /** By the first bits of a hash, which is not negative. */
    private UsualSlots part(int hash) {
        return parts[hash >>> (Integer.SIZE - 1 - bits)];
    }

    /** The statistics at a position; without any value if there are none. */
    Usual get(int at) {
        return part.get(at);
    }

    /** Replaces the statistics at a position. */
    void set(int at, Usual usual) {
        part.put(at, usual);
        part.setHeld(at);
    }

    /** Removes the statistics at a position. The owner has removed them from the store. */
    void remove(int at) {
        part.put(at, new Usual());
        part.setAbsent(at);
    }

    /** Writes to the store what has not changed for {@value #MAX_AGE} checkpoints. For each checkpoint. */
    void age() throws Exception {
        moveToStore(MAX_AGE);
        for (UsualSlots each : parts) {
            for (int at = 0; at < each.end(); at = UsualSlots.next(at)) {
                if (each.isHeld(at)) {
                    each.growOlder(at);
                }
            }
        }
    }

    private void moveToStore(int age) throws Exception {
        long[] moved = held(age);
        int next;
        for (int first = 0; first < moved.length; first = next) {
            next = first + 1;
            while (next < moved.length && keyGroup(moved[next]) == keyGroup(moved[first])) {
                next++;
            }
            moveToStore(moved, first, next);
        }
    }

    private static int keyGroup(long held) {
        return (int) (held >>> KEY_GROUP);
    }

    /** What is held since so many checkpoints, sorted: the key group, the index of the part, and the position there. */
    private long[] held(int age) {
        LongStream.Builder held = LongStream.builder();
        for (int i = 0; i < parts.length; i++) {
            for (int at = 0; at < parts[i].end(); at = UsualSlots.next(at)) {
                if (parts[i].isHeld(at) && parts[i].age(at) >= age) {
                    long group = parts[i].hash(at) % maxParallelism;
                    held.add((group << KEY_GROUP) | ((long) i << PART) | at);
                }
            }
        }
        return held.build().sorted().toArray();
    }

    private void moveToStore(long[] moved, int first, int end) throws Exception {
        List<Moved> group = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            group.add(new Moved(parts[(int) (moved[i] >>> PART) & (MAX_PARTS - 1)], (int) moved[i]));
        }
        group.sort(BY_KEY);
        for (Moved each : group) {
            store.write(each.key, each.part.get(each.at), !each.part.isStored(each.at));
            each.part.setStored(each.at);
        }
    }

    /**
     * What is held: the key, a {@link TextCodec} text; whether the store has older statistics of it; the number of values, mean,
     * variance and latest time, of 8 bytes each.
     */
    @Override
    public void forEach(HeldState.EntryReceiver receiver) throws IOException {
        DataOutputSerializer entry = new DataOutputSerializer(FIRST_BYTES);
        for (UsualSlots each : parts) {
            for (int at = 0; at < each.end(); at = UsualSlots.next(at)) {
                if (each.isHeld(at)) {
                    entry.clear();
                    TextCodec.write(each.key(at), entry);
                    entry.writeBoolean(each.isStored(at));
                    each.write(at, entry);
                    receiver.accept(each.hash(at), entry.getSharedBuffer(), 0, entry.length());
                }
            }
        }
    }

    @Override
    public String key(DataInputDeserializer entry) throws IOException {
        return TextCodec.read(entry);
    }

    /** Adds an entry of {@link #forEach}, of a key that is not here. */
    void restore(int version, DataInputDeserializer entry) throws Exception {
        HeldState.checkVersion(version, VERSION);
        String key = TextCodec.read(entry);
        int at = add(key, hash(key));
        if (entry.readBoolean()) {
            part.setStored(at);
        }
        part.setHeld(at);
        part.read(at, entry);
    }

    private int load(String key, int hash) throws Exception {
        int at = add(key, hash);
        Usual stored = store.read(key);
        part.put(at, stored == null ? new Usual() : stored);
        if (stored != null) {
            part.setStored(at);
        }
        return at;
    }

    private int add(String key, int hash) throws Exception {
        int newChars = UsualSlots.isShort(key) ? 0 : key.length();
        part = part(hash);
        if (!part.reserve() || (usedChars > 0 && (long) usedChars + newChars > maxChars)) {
            moveToStore(0);
            empty();
            part = part(hash);
        }
        usedChars += newChars;
        return part.add(key, hash);
    }
}
