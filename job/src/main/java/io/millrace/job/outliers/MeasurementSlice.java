package io.millrace.job.outliers;

import java.util.Arrays;
import org.apache.flink.util.MathUtils;

/**
 * Measurements of one slice of event time, by key. A hash table of the keys, with linear probing; the measurements of each are a
 * chain through arrays, in the order of arrival. What is released stays in the arrays until the slice itself is dropped.
 */
final class MeasurementSlice {
    private static final int FIRST_SIZE = 16;
    /** Of what is sent together: so many fit a buffer of Flink's network. */
    private static final int MAX_SIZE = 2_048;

    private static final int NONE = -1;
    private static final long INDEX = 0xffff_ffffL;
    /** Of the objects, about. */
    private static final int OVERHEAD = 200;

    /** Of a key in the arrays, where half of the slots are free. */
    private static final int SLOT_BYTES = 2 * Long.BYTES + 3 * Integer.BYTES;

    private static final int ENTRY_BYTES = Character.BYTES + Long.BYTES + Integer.BYTES;

    private long start;
    /** The hash of a key in the upper half, and its index + 1 in the lower half; 0 is free. */
    private long[] slots = new long[2 * FIRST_SIZE];

    /** The characters of all keys. Texts would be objects that the garbage collector has to follow. */
    private char[] texts = new char[FIRST_SIZE * FIRST_SIZE];

    private int[] textEnds = new int[FIRST_SIZE];
    /** Of each key, the chain; {@link #NONE} if all have been released. */
    private int[] heads = new int[FIRST_SIZE];

    private int[] tails = new int[FIRST_SIZE];
    private int keyCount;
    private long bytes;

    private char[] offsets = new char[FIRST_SIZE];
    private long[] values = new long[FIRST_SIZE];
    private int[] nexts = new int[FIRST_SIZE];
    private int count;
    private int waiting;

    /** Receives a key's measurements. */
    interface Receiver {
        void accept(Measurements measurements) throws Exception;
    }

    /**
     * Empties the slice, and keeps its memory.
     *
     * @param firstMillis its first millisecond from now on
     */
    void reset(long firstMillis) {
        start = firstMillis;
        Arrays.fill(slots, 0);
        keyCount = 0;
        count = 0;
        waiting = 0;
        bytes = OVERHEAD
                + (long) slots.length / 2 * SLOT_BYTES
                + (long) texts.length * Character.BYTES
                + (long) values.length * ENTRY_BYTES;
    }

    /** The memory that is used, in bytes. */
    long bytes() {
        return bytes;
    }

    /** How many keys it has had since it was reset. */
    int keys() {
        return keyCount;
    }

    /** How many measurements it has had since it was reset. */
    int measurements() {
        return count;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    void add(String key, long time, long value) {
        int index = index(key);
        int added = append(time, value);
        if (heads[index] == NONE) {
            heads[index] = added;
        } else {
            nexts[tails[index]] = added;
        }
        tails[index] = added;
        waiting++;
    }

    private int append(long time, long value) {
        if (count == values.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            nexts = Arrays.copyOf(nexts, 2 * count);
            bytes += (long) count * ENTRY_BYTES;
        }
        offsets[count] = (char) (time - start);
        values[count] = value;
        nexts[count] = NONE;
        return count++;
    }

    private int index(String key) {
        int hash = MathUtils.murmurHash(key.hashCode());
        int at = hash & (slots.length - 1);
        while (slots[at] != 0) {
            if ((int) (slots[at] >>> Integer.SIZE) == hash) {
                int index = (int) (slots[at] & INDEX) - 1;
                if (isKey(index, key)) {
                    return index;
                }
            }
            at = at + 1 & (slots.length - 1);
        }
        slots[at] = (long) hash << Integer.SIZE | keyCount + 1;
        return newKey(key);
    }

    private boolean isKey(int index, String key) {
        int start = textStart(index);
        if (textEnds[index] - start != key.length()) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (texts[start + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int textStart(int index) {
        return index == 0 ? 0 : textEnds[index - 1];
    }

    private String key(int index) {
        int start = textStart(index);
        return new String(texts, start, textEnds[index] - start);
    }

    private int newKey(String key) {
        if (keyCount == heads.length) {
            textEnds = Arrays.copyOf(textEnds, 2 * keyCount);
            heads = Arrays.copyOf(heads, 2 * keyCount);
            tails = Arrays.copyOf(tails, 2 * keyCount);
            bytes += (long) keyCount * SLOT_BYTES;
            grow();
        }
        int start = textStart(keyCount);
        int end = start + key.length();
        if (end > texts.length) {
            int longer = Math.max(end, 2 * texts.length);
            bytes += (long) (longer - texts.length) * Character.BYTES;
            texts = Arrays.copyOf(texts, longer);
        }
        key.getChars(0, key.length(), texts, start);
        textEnds[keyCount] = end;
        heads[keyCount] = NONE;
        return keyCount++;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long slot : old) {
            if (slot != 0) {
                int at = (int) (slot >>> Integer.SIZE) & (slots.length - 1);
                while (slots[at] != 0) {
                    at = at + 1 & (slots.length - 1);
                }
                slots[at] = slot;
            }
        }
    }

    /**
     * Removes what is not after a time.
     *
     * @param list empty, and again afterwards
     */
    void release(long until, MeasurementList list, Receiver receiver) throws Exception {
        long last = Math.min(until, start + Measurements.SLICE.toMillis()) - start;
        for (int index = 0; index < keyCount; index++) {
            int kept = NONE;
            int first = NONE;
            for (int i = heads[index]; i != NONE; i = nexts[i]) {
                if (offsets[i] <= last) {
                    list.add(start + offsets[i], values[i]);
                    waiting--;
                } else if (kept == NONE) {
                    first = i;
                    kept = i;
                } else {
                    nexts[kept] = i;
                    kept = i;
                }
            }
            heads[index] = first;
            if (kept != NONE) {
                nexts[kept] = NONE;
                tails[index] = kept;
            }
            if (!list.isEmpty()) {
                list.sort();
                String key = key(index);
                for (int from = 0; from < list.size(); from += MAX_SIZE) {
                    receiver.accept(list.range(key, from, Math.min(from + MAX_SIZE, list.size())));
                }
                list.clear();
            }
        }
    }
}
