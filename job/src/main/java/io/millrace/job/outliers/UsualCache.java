package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * A cache of statistics in front of keyed state. What has changed since it was read is held here, and becomes {@link
 * HeldState} at a checkpoint: some hundred writes, however many keys there are. It is written to the store when it has not
 * changed for a while, so that it is not in every checkpoint. When the cache is full, all of it is written and removed.
 *
 * <p>Open addressing with linear probing. A slot is 48 contiguous bytes; the characters of all keys are in one array. The
 * cache grows with the number of keys.
 *
 * <p>Statistics are written to the store by key group and key, nearly as RocksDB sorts them: an insertion next to the one
 * before finds its place in the processor's caches.
 */
final class UsualCache implements HeldState.Entries<String> {
    /** For 1.5 million keys of one subtask: 96 MiB, and as much as {@link #DEFAULT_MAX_CHARS} for the keys. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    static final int DEFAULT_MAX_CHARS = 1 << 25;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int FIRST_CHARS = 1 << 14;
    private static final int FIRST_BYTES = 1 << 8;
    /** 2^32 divided by the golden ratio. */
    private static final int GOLDEN = 0x9e3779b9;

    /** Checkpoints. A key that has changed no more for so long is written to the store. */
    static final int MAX_AGE = 10;

    /** Of the bytes of an entry at a checkpoint. */
    static final int VERSION = 1;

    private static final int WORDS = 6;
    /** The hash in the upper half; {@link #USED}, {@link #HELD}, {@link #STORED} and the {@link #AGES} in the lower half. */
    private static final int HASH = 0;
    /** The position of the key's first character in the upper half, the number of characters in the lower half. */
    private static final int KEY = 1;

    private static final int COUNT = 2;
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;
    private static final int LATEST = 5;

    private static final Comparator<Moved> BY_KEY = Comparator.comparing(moved -> moved.key);

    private static final long USED = 1;
    /** Newer than what is stored, if any is. */
    private static final long HELD = 2;

    private static final long STORED = 4;
    /** The number of checkpoints since the last change of what is held, in these. */
    private static final long AGE = 1 << 8;

    private static final long AGES = 0xff * AGE;

    private final Store store;
    private final int maxParallelism;
    private final int maxSlots;
    private final int maxChars;

    private long[] words = {};
    private char[] chars = {};
    private int used;
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
        private final int at;

        private Moved(String key, int at) {
            this.key = key;
            this.at = at;
        }
    }

    /**
     * An empty cache.
     *
     * @param maxParallelism the operator's, which is the number of key groups
     * @param maxSlots limit of the slots, a power of two from 4; three quarters of them are used
     * @param maxChars limit of the characters of all keys; a single key may be longer
     */
    UsualCache(Store store, int maxParallelism, int maxSlots, int maxChars) {
        this.store = requireNonNull(store, "store is null");
        this.maxParallelism = maxParallelism;
        this.maxSlots = maxSlots;
        this.maxChars = maxChars;
        if (Integer.bitCount(maxSlots) != 1 || maxSlots < 4) {
            throw new IllegalArgumentException("maxSlots must be a power of two and at least 4, got " + maxSlots);
        }
        empty();
    }

    private void empty() {
        words = new long[Math.min(FIRST_SLOTS, maxSlots) * WORDS];
        chars = new char[FIRST_CHARS];
        used = 0;
        usedChars = 0;
    }

    /**
     * The position of a key, which is read from the store if it is not here. Valid until the next call.
     *
     * @return for {@link #get} and {@link #set}
     */
    int at(String key) throws Exception {
        int hash = hash(key);
        int at = find(key, hash);
        return (words[at + HASH] & USED) == 0 ? load(key, hash) : at;
    }

    private static int hash(String key) {
        return MathUtils.murmurHash(key.hashCode());
    }

    private int hash(int at) {
        return (int) (words[at + HASH] >>> Integer.SIZE);
    }

    /** The statistics at a position; without any value if there are none. */
    Usual get(int at) {
        return new Usual(
                words[at + COUNT],
                Double.longBitsToDouble(words[at + MEAN]),
                Double.longBitsToDouble(words[at + VARIANCE]),
                words[at + LATEST]);
    }

    /** Replaces the statistics at a position. */
    void set(int at, Usual usual) {
        put(at, usual);
        words[at + HASH] = (words[at + HASH] & ~AGES) | HELD;
    }

    /** Removes the statistics at a position. The owner has removed them from the store. */
    void remove(int at) {
        put(at, new Usual());
        words[at + HASH] &= ~(HELD | STORED);
    }

    private void put(int at, Usual usual) {
        words[at + COUNT] = usual.count;
        words[at + MEAN] = Double.doubleToRawLongBits(usual.mean);
        words[at + VARIANCE] = Double.doubleToRawLongBits(usual.variance);
        words[at + LATEST] = usual.latest;
    }

    /** Writes to the store what has not changed for {@value #MAX_AGE} checkpoints. For each checkpoint. */
    void age() throws Exception {
        moveToStore(MAX_AGE);
        for (int at = 0; at < words.length; at += WORDS) {
            if (isHeld(at)) {
                words[at + HASH] += AGE;
            }
        }
    }

    private boolean isHeld(int at) {
        return (words[at + HASH] & HELD) != 0;
    }

    private void moveToStore(int age) throws Exception {
        long[] moved = held(age);
        int next;
        for (int first = 0; first < moved.length; first = next) {
            next = first + 1;
            while (next < moved.length && moved[next] >>> Integer.SIZE == moved[first] >>> Integer.SIZE) {
                next++;
            }
            moveToStore(moved, first, next);
        }
    }

    /** The positions of what is held since so many checkpoints in the lower half, sorted by key groups in the upper half. */
    private long[] held(int age) {
        long[] held = IntStream.iterate(0, at -> at < words.length, at -> at + WORDS)
                .filter(at -> isHeld(at, age))
                .mapToLong(at -> (long) (hash(at) % maxParallelism) << Integer.SIZE | at)
                .toArray();
        Arrays.sort(held);
        return held;
    }

    private boolean isHeld(int at, int age) {
        return isHeld(at) && (words[at + HASH] & AGES) >= age * AGE;
    }

    private void moveToStore(long[] moved, int first, int end) throws Exception {
        List<Moved> group = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            group.add(new Moved(key((int) moved[i]), (int) moved[i]));
        }
        group.sort(BY_KEY);
        for (Moved each : group) {
            int at = each.at;
            store.write(each.key, get(at), (words[at + HASH] & STORED) == 0);
            // its age stays, and means nothing until the next change resets it
            words[at + HASH] = (words[at + HASH] & ~HELD) | STORED;
        }
    }

    /**
     * What is held: the key, a {@link TextCodec} text; whether the store has older statistics of it; the number of values, mean,
     * variance and latest time, of 8 bytes each.
     */
    @Override
    public void forEach(HeldState.EntryReceiver receiver) throws IOException {
        DataOutputSerializer entry = new DataOutputSerializer(FIRST_BYTES);
        for (int at = 0; at < words.length; at += WORDS) {
            if (isHeld(at)) {
                entry.clear();
                TextCodec.write(key(at), entry);
                entry.writeBoolean((words[at + HASH] & STORED) != 0);
                for (int i = COUNT; i < WORDS; i++) {
                    entry.writeLong(words[at + i]);
                }
                receiver.accept(hash(at), entry.getSharedBuffer(), 0, entry.length());
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
        reserve(key.length());
        int at = add(key, hash(key), HELD | (entry.readBoolean() ? STORED : 0));
        for (int i = COUNT; i < WORDS; i++) {
            words[at + i] = entry.readLong();
        }
    }

    private int load(String key, int hash) throws Exception {
        reserve(key.length());
        Usual stored = store.read(key);
        int at = add(key, hash, stored == null ? 0 : STORED);
        put(at, stored == null ? new Usual() : stored);
        return at;
    }

    /** Adds a key, for which there is room. */
    private int add(String key, int hash, long flags) {
        int at = free(hash);
        words[at + HASH] = (long) hash << Integer.SIZE | USED | flags;
        words[at + KEY] = (long) usedChars << Integer.SIZE | key.length();
        key.getChars(0, key.length(), chars, usedChars);
        usedChars += key.length();
        used++;
        return at;
    }

    /** Makes room for another key. */
    private void reserve(int length) throws Exception {
        int slots = words.length / WORDS;
        boolean full = used >= slots / 4 * 3;
        boolean isLast = (full && slots == maxSlots) || (usedChars > 0 && (long) usedChars + length > maxChars);
        if (isLast) {
            moveToStore(0);
            empty();
        } else if (full) {
            grow();
        }
        if (usedChars + length > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(2 * chars.length, usedChars + length));
        }
    }

    private void grow() {
        long[] old = words;
        words = new long[2 * old.length];
        for (int from = 0; from < old.length; from += WORDS) {
            if ((old[from + HASH] & USED) != 0) {
                System.arraycopy(old, from, words, free((int) (old[from + HASH] >>> Integer.SIZE)), WORDS);
            }
        }
    }

    private int free(int hash) {
        int at = first(hash);
        while ((words[at + HASH] & USED) != 0) {
            at = next(at);
        }
        return at;
    }

    /** The position of a key, or of the free slot where it belongs. */
    private int find(String key, int hash) {
        int at = first(hash);
        while ((words[at + HASH] & USED) != 0 && !isKey(key, hash, at)) {
            at = next(at);
        }
        return at;
    }

    /** Mixed again: keys come in the order of their hashes, and in that order they would fill one part of the slots. */
    private int first(int hash) {
        int slots = words.length / WORDS;
        return ((hash * GOLDEN) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(slots))) * WORDS;
    }

    private int next(int at) {
        int next = at + WORDS;
        return next == words.length ? 0 : next;
    }

    private boolean isKey(String key, int hash, int at) {
        if (hash(at) != hash || (int) words[at + KEY] != key.length()) {
            return false;
        }
        int start = (int) (words[at + KEY] >>> Integer.SIZE);
        for (int i = 0; i < key.length(); i++) {
            if (chars[start + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String key(int at) {
        return new String(chars, (int) (words[at + KEY] >>> Integer.SIZE), (int) words[at + KEY]);
    }
}
