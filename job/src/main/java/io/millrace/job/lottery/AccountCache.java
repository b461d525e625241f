package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A write-back cache of accounts in front of keyed state: between two checkpoints an account is read once and written
 * once, instead of for every event. Its owner writes it back before each snapshot, so that a failure loses only what the
 * restored state does not contain either.
 *
 * <p>Set-associative, with {@value #WAYS} slots per set. If a set is full, its slots are replaced in turn, and the account
 * is written back. The cache grows with the number of users up to a maximum; about half of it can be used before sets are
 * full. A slot is 32 contiguous bytes, so that an account takes few cache lines.
 */
final class AccountCache {
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

    /** Where the accounts are stored. */
    interface Store {
        /** The user's account; null if there is none. */
        @Nullable
        Account read(long userId) throws Exception;

        void write(long userId, Account account) throws Exception;
    }

    /** @param maxSlots a power of two, at least {@value #WAYS} */
    AccountCache(Store store, int maxSlots) {
        this.store = requireNonNull(store, "store is null");
        this.maxSlots = maxSlots;
        if (Integer.bitCount(maxSlots) != 1 || maxSlots < WAYS) {
            throw new IllegalArgumentException(
                    "maxSlots must be a power of two and at least " + WAYS + ", got " + maxSlots);
        }
        this.slots = Math.min(FIRST_SLOTS, maxSlots);
        this.words = new long[slots * WORDS];
    }

    /**
     * Adds coupons.
     *
     * @return false if the sum would not fit a long
     */
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
     * @return the ordinal of the entry among all the user's entries, from 1; 0 if there is no coupon
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

    /** Writes all accounts that have changed since the last call. */
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

    /** The position of the user's slot. */
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
        // the owner relies on this: the user's account is the last one accessed
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
