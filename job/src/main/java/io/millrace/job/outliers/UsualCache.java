package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * A write-back cache of statistics in front of keyed state: between two checkpoints those of a key are read once and
 * written once, instead of for every measurement. Its owner writes it back before each snapshot, so that a failure loses
 * only what the restored state does not contain either.
 *
 * <p>Open addressing with linear probing. A slot is 48 contiguous bytes; the characters of all keys are in one array. The
 * cache grows with the number of keys. When it is full, all of it is written back and removed.
 *
 * <p>Statistics are written by key group and key, nearly as RocksDB sorts them: an insertion next to the one before finds
 * its place in the processor's caches.
 */
final class UsualCache {
    /** For 1.5 million keys of one subtask: 96 MiB, and as much as {@link #DEFAULT_MAX_CHARS} for the keys. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    static final int DEFAULT_MAX_CHARS = 1 << 25;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int FIRST_CHARS = 1 << 14;
    /** 2^32 divided by the golden ratio. */
    private static final int GOLDEN = 0x9e3779b9;

    private static final int WORDS = 6;
    /** The hash in the upper half, {@link #USED}, {@link #CHANGED} and {@link #STORED} in the lower half. */
    private static final int HASH = 0;
    /** The position of the key's first character in the upper half, the number of characters in the lower half. */
    private static final int KEY = 1;

    private static final int COUNT = 2;
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;
    private static final int LATEST = 5;

    private static final Comparator<Changed> BY_KEY = Comparator.comparing(changed -> changed.key);

    private static final long USED = 1;
    private static final long CHANGED = 2;
    private static final long STORED = 4;

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

    /** Statistics to be written. */
    private static final class Changed {
        private final String key;
        private final int at;

        private Changed(String key, int at) {
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
        int hash = MathUtils.murmurHash(key.hashCode());
        int at = find(key, hash);
        return (words[at + HASH] & USED) == 0 ? load(key, hash) : at;
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
        words[at + HASH] |= CHANGED;
    }

    /** Removes the statistics at a position. The owner has removed them from the store. */
    void remove(int at) {
        put(at, new Usual());
        words[at + HASH] &= ~(CHANGED | STORED);
    }

    private void put(int at, Usual usual) {
        words[at + COUNT] = usual.count;
        words[at + MEAN] = Double.doubleToRawLongBits(usual.mean);
        words[at + VARIANCE] = Double.doubleToRawLongBits(usual.variance);
        words[at + LATEST] = usual.latest;
    }

    /** Writes all statistics that have changed since the last call. */
    void writeBack() throws Exception {
        long[] changed = changed();
        int next;
        for (int first = 0; first < changed.length; first = next) {
            next = first + 1;
            while (next < changed.length && changed[next] >>> Integer.SIZE == changed[first] >>> Integer.SIZE) {
                next++;
            }
            writeGroup(changed, first, next);
        }
    }

    /** The positions of changed statistics in the lower half, sorted by their key groups in the upper half. */
    private long[] changed() {
        long[] changed = new long[used];
        int size = 0;
        for (int at = 0; at < words.length; at += WORDS) {
            if ((words[at + HASH] & CHANGED) != 0) {
                long group = (int) (words[at + HASH] >>> Integer.SIZE) % maxParallelism;
                changed[size++] = group << Integer.SIZE | at;
            }
        }
        Arrays.sort(changed, 0, size);
        return Arrays.copyOf(changed, size);
    }

    private void writeGroup(long[] changed, int first, int end) throws Exception {
        List<Changed> group = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            group.add(new Changed(key((int) changed[i]), (int) changed[i]));
        }
        group.sort(BY_KEY);
        for (Changed each : group) {
            int at = each.at;
            store.write(each.key, get(at), (words[at + HASH] & STORED) == 0);
            words[at + HASH] = (words[at + HASH] & ~CHANGED) | STORED;
        }
    }

    private int load(String key, int hash) throws Exception {
        reserve(key.length());
        Usual stored = store.read(key);
        int at = find(key, hash);
        words[at + HASH] = (long) hash << Integer.SIZE | USED | (stored == null ? 0 : STORED);
        words[at + KEY] = (long) usedChars << Integer.SIZE | key.length();
        put(at, stored == null ? new Usual() : stored);
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
            writeBack();
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
        if ((int) (words[at + HASH] >>> Integer.SIZE) != hash || (int) words[at + KEY] != key.length()) {
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
