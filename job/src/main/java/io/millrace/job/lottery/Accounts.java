package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The accounts of the users seen lately, in front of keyed state: what happens to an account between two checkpoints is
 * read from state once and written to it once, instead of both for every event. Whoever owns it writes it back before
 * state is snapshotted; what is lost in a failure is then what the restored state does not have either.
 *
 * <p>Bounded: sets of {@value #WAYS} slots, filled from the front. A user whose set is full takes a slot in turn, and the
 * account there is written back. Grows with the users up to its greatest size, of which about half can be in use before
 * sets get full. A slot is 32 bytes side by side, so that an account takes few lines of the processor's cache.
 */
final class Accounts {
    /** For a million users of one subtask: 64 MiB. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    private static final int WAYS = 8;
    private static final int FIRST_SLOTS = 1 << 10;

    private static final int WORDS = 4;
    private static final int USER = 0;
    private static final int COUPONS = 1;
    private static final int ENTRIES = 2;
    private static final int STATE = 3;

    private static final long EMPTY = 0;
    private static final long CLEAN = 1;
    private static final long CHANGED = 2;

    private final Store store;
    private final int maxSlots;

    private long[] words;
    private int slots;
    private int used;
    private int turn;

    /** Where accounts are kept. */
    interface Store {
        /** The user's account; null for a user without one. */
        @Nullable
        Account read(long userId) throws Exception;

        void write(long userId, Account account) throws Exception;
    }

    /** @param maxSlots a power of two, at least {@value #WAYS} */
    Accounts(Store store, int maxSlots) {
        this.store = requireNonNull(store, "store is null");
        this.maxSlots = maxSlots;
        if (Integer.bitCount(maxSlots) != 1 || maxSlots < WAYS) {
            throw new IllegalArgumentException(
                    "maxSlots must be a power of two and at least " + WAYS + ", got " + maxSlots);
        }
        this.slots = Math.min(FIRST_SLOTS, maxSlots);
        this.words = new long[slots * WORDS];
    }

    /** Whether the coupons were bought: the sum must fit a long. */
    boolean buy(long userId, long more) throws Exception {
        int at = at(userId);
        long sum = words[at + COUPONS] + more;
        if (sum < 0) {
            return false;
        }
        words[at + COUPONS] = sum;
        words[at + STATE] = CHANGED;
        return true;
    }

    /**
     * Spends a coupon on an entry.
     *
     * @return the user's how manieth entry ever it is; 0 when there is no coupon
     */
    long enter(long userId) throws Exception {
        int at = at(userId);
        if (words[at + COUPONS] == 0) {
            return 0;
        }
        words[at + COUPONS]--;
        words[at + STATE] = CHANGED;
        return ++words[at + ENTRIES];
    }

    /** Writes what has changed since the last time. */
    void writeBack() throws Exception {
        for (int at = 0; at < words.length; at += WORDS) {
            writeBack(at);
        }
    }

    private void writeBack(int at) throws Exception {
        if (words[at + STATE] == CHANGED) {
            store.write(words[at + USER], new Account(words[at + COUPONS], words[at + ENTRIES]));
            words[at + STATE] = CLEAN;
        }
    }

    /** Where the user's slot begins. */
    private int at(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int at = first; at < first + WAYS * WORDS && words[at + STATE] != EMPTY; at += WORDS) {
            if (words[at + USER] == userId) {
                return at;
            }
        }
        return load(userId);
    }

    private int load(long userId) throws Exception {
        if (used > slots / 2 && slots < maxSlots) {
            grow();
        }
        // the user's account is the last one that is touched, which whoever owns this relies on
        int at = freeSlot(userId);
        Account account = store.read(userId);
        words[at + USER] = userId;
        words[at + COUPONS] = account == null ? 0 : account.coupons;
        words[at + ENTRIES] = account == null ? 0 : account.entries;
        words[at + STATE] = CLEAN;
        used++;
        return at;
    }

    private int freeSlot(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int at = first; at < first + WAYS * WORDS; at += WORDS) {
            if (words[at + STATE] == EMPTY) {
                return at;
            }
        }
        int at = first + (turn++ & (WAYS - 1)) * WORDS;
        writeBack(at);
        used--;
        return at;
    }

    private void grow() throws Exception {
        long[] old = words;
        slots *= 2;
        words = new long[slots * WORDS];
        used = 0;
        for (int from = 0; from < old.length; from += WORDS) {
            if (old[from + STATE] != EMPTY) {
                System.arraycopy(old, from, words, freeSlot(old[from + USER]), WORDS);
                used++;
            }
        }
    }

    private int firstOfSet(long userId) {
        long mixed = userId * 0x9e3779b97f4a7c15L;
        return ((int) (mixed >>> 32) & (slots - 1) & -WAYS) * WORDS;
    }
}
