package io.millrace.job.outliers;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A part of {@link UsualCache}: statistics of keys whose hashes have the same first bits.
 *
 * <p>Open addressing with linear probing, in the order of the hashes: keys come in that order, so that nearby slots are read one
 * after the other. A slot is 64 contiguous bytes, with the key in it if it is short; the characters of other keys are in one array.
 * Both grow with the number of keys.
 */
final class UsualSlots {
    /** A key of Latin-1 characters and at most this length is in its slot. */
    static final int MAX_SHORT_KEY = 24;

    private static final int WORDS = 8;
    /** The hash in the upper half; the length of the key, the {@link #AGES} and the flags in the lower half. */
    private static final int HASH = 0;
    /** {@link #MAX_SHORT_KEY} characters in three words; of another key, the position and number of its characters. */
    private static final int KEY = 1;

    private static final int COUNT = 4;
    private static final int MEAN = 5;
    private static final int VARIANCE = 6;
    private static final int LATEST = 7;

    private static final long USED = 1;
    /** Newer than what is stored, if any is. */
    private static final long HELD = 2;

    private static final long STORED = 4;
    /** Whether the key is not in the slot. */
    private static final long LONG_KEY = 8;
    /** The length of a key that is in the slot, in these. */
    private static final int LENGTH = 16;

    private static final long LENGTHS = 0xff;

    /** The number of checkpoints since the last change of what is held, in these. */
    private static final long AGE = 1 << 8;

    private static final long AGES = 0xff * AGE;

    private static final int FIRST_SLOTS = 4;

    /** The bits of a hash before those that give the slot. */
    private final int skippedBits;

    private final int maxSlots;

    private long[] words;
    private char[] chars = {};
    private int used;
    private int usedChars;

    /**
     * An empty part.
     *
     * @param bits the number of bits that the hashes, which are not negative, have in common
     * @param maxSlots limit of the slots, a power of two from 4; three quarters of them are used
     */
    UsualSlots(int bits, int maxSlots) {
        this.skippedBits = bits + 1;
        this.maxSlots = maxSlots;
        this.words = new long[Math.min(FIRST_SLOTS, maxSlots) * WORDS];
    }

    /** The end of positions, which begin at 0 and have a distance of {@link #next}. */
    int end() {
        return words.length;
    }

    static int next(int at) {
        return at + WORDS;
    }

    boolean isUsed(int at) {
        return (words[at + HASH] & USED) != 0;
    }

    boolean isHeld(int at) {
        return (words[at + HASH] & HELD) != 0;
    }

    boolean isStored(int at) {
        return (words[at + HASH] & STORED) != 0;
    }

    int hash(int at) {
        return (int) (words[at + HASH] >>> Integer.SIZE);
    }

    /** The number of checkpoints since the last change of what is held. */
    int age(int at) {
        return (int) ((words[at + HASH] & AGES) / AGE);
    }

    void growOlder(int at) {
        words[at + HASH] += AGE;
    }

    String key(int at) {
        if ((words[at + HASH] & LONG_KEY) != 0) {
            return new String(chars, (int) (words[at + KEY] >>> Integer.SIZE), (int) words[at + KEY]);
        }
        char[] key = new char[length(at)];
        for (int i = 0; i < key.length; i++) {
            key[i] = shortKeyChar(at, i);
        }
        return new String(key);
    }

    Usual get(int at) {
        return new Usual(
                words[at + COUNT],
                Double.longBitsToDouble(words[at + MEAN]),
                Double.longBitsToDouble(words[at + VARIANCE]),
                words[at + LATEST]);
    }

    void put(int at, Usual usual) {
        words[at + COUNT] = usual.count;
        words[at + MEAN] = Double.doubleToRawLongBits(usual.mean);
        words[at + VARIANCE] = Double.doubleToRawLongBits(usual.variance);
        words[at + LATEST] = usual.latest;
    }

    void setHeld(int at) {
        words[at + HASH] = (words[at + HASH] & ~AGES) | HELD;
    }

    /** Its age stays, and means nothing until the next change resets it. */
    void setStored(int at) {
        words[at + HASH] = (words[at + HASH] & ~HELD) | STORED;
    }

    void setAbsent(int at) {
        words[at + HASH] &= ~(HELD | STORED);
    }

    /** The position of a key, or of the free slot where it belongs. */
    int find(String key, int hash) {
        int at = first(hash);
        while (isUsed(at) && !isKey(key, hash, at)) {
            at = after(at);
        }
        return at;
    }

    private int first(int hash) {
        int slots = words.length / WORDS;
        return (hash << skippedBits >>> (Integer.SIZE - Integer.numberOfTrailingZeros(slots))) * WORDS;
    }

    private int after(int at) {
        int next = at + WORDS;
        return next == words.length ? 0 : next;
    }

    private boolean isKey(String key, int hash, int at) {
        if (hash(at) != hash) {
            return false;
        }
        return (words[at + HASH] & LONG_KEY) == 0 ? isShortKey(key, at) : isLongKey(key, at);
    }

    private boolean isShortKey(String key, int at) {
        if (length(at) != key.length()) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (shortKeyChar(at, i) != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isLongKey(String key, int at) {
        if ((int) words[at + KEY] != key.length()) {
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

    private int length(int at) {
        return (int) (words[at + HASH] >>> LENGTH & LENGTHS);
    }

    private char shortKeyChar(int at, int i) {
        return (char) ((words[keyWord(at, i)] >>> keyShift(i)) & 0xff);
    }

    private static int keyWord(int at, int i) {
        return at + KEY + i / Long.BYTES;
    }

    private static int keyShift(int i) {
        return i % Long.BYTES * Byte.SIZE;
    }

    /** Whether there is room for another key; grows if need be. */
    boolean reserve() {
        int slots = words.length / WORDS;
        if (used < slots / 4 * 3) {
            return true;
        }
        if (slots == maxSlots) {
            return false;
        }
        grow();
        return true;
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
        while (isUsed(at)) {
            at = after(at);
        }
        return at;
    }

    /** Whether a key is in its slot. */
    static boolean isShort(String key) {
        if (key.length() > MAX_SHORT_KEY) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    /** Adds a key, for which there is room. */
    int add(String key, int hash) {
        int at = free(hash);
        words[at + HASH] = (long) hash << Integer.SIZE | USED;
        if (isShort(key)) {
            words[at + HASH] |= (long) key.length() << LENGTH;
            for (int i = 0; i < key.length(); i++) {
                words[keyWord(at, i)] |= (long) key.charAt(i) << keyShift(i);
            }
        } else {
            addLongKey(key, at);
        }
        used++;
        return at;
    }

    private void addLongKey(String key, int at) {
        if (usedChars + key.length() > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(2 * chars.length, usedChars + key.length()));
        }
        words[at + HASH] |= LONG_KEY;
        words[at + KEY] = (long) usedChars << Integer.SIZE | key.length();
        key.getChars(0, key.length(), chars, usedChars);
        usedChars += key.length();
    }

    /** Writes the number of values, mean, variance and latest time, of 8 bytes each. */
    void write(int at, DataOutputSerializer out) throws IOException {
        for (int i = COUNT; i < WORDS; i++) {
            out.writeLong(words[at + i]);
        }
    }

    /** Reads what {@link #write} wrote. */
    void read(int at, DataInputDeserializer in) throws IOException {
        for (int i = COUNT; i < WORDS; i++) {
            words[at + i] = in.readLong();
        }
    }
}
