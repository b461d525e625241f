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
 * full. A slot is 16 contiguous bytes and a set two cache lines, because with a million users nearly every event waits for
 * memory. Numbers of coupons and entries that need more than {@value #BITS} bits are not cached.
 */
final class AccountCache {
    /** For a million users of one subtask: 32 MiB. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    private static final int WAYS = 8;
    private static final int FIRST_SLOTS = 1 << 10;

    /** A slot is the user's id, and the account with its state; a slot that is not used has no account. */
    private static final int WORDS = 2;

    private static final int SET = WAYS * WORDS;
    /** With the header of an array of longs, two cache lines: sets of a large array, which starts a region, fill lines. */
    private static final int FIRST_WORD = 14;

    private static final int BITS = 31;
    private static final long MAX = (1L << BITS) - 1;
    private static final long EMPTY = 0;
    private static final long CLEAN = 1L << (2 * BITS);
    private static final long CHANGED = 2L << (2 * BITS);

    /** Instead of the position of a slot: the account does not fit in one. */
    private static final int NOT_CACHED = -1;

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
        this.words = new long[FIRST_WORD + slots * WORDS];
    }

    /**
     * Adds coupons.
     *
     * @return false if the sum would not fit a long
     */
    boolean buy(long userId, long more) throws Exception {
        int at = at(userId);
        long coupons = at == NOT_CACHED ? stored(userId).coupons : coupons(words[at + 1]);
        long sum = coupons + more;
        if (sum < 0) {
            return false;
        }
        update(userId, at, sum, at == NOT_CACHED ? stored(userId).entries : entries(words[at + 1]));
        return true;
    }

    /**
     * Spends a coupon on an entry.
     *
     * @return the ordinal of the entry among all the user's entries, from 1; 0 if there is no coupon
     */
    long enter(long userId) throws Exception {
        int at = at(userId);
        long coupons = at == NOT_CACHED ? stored(userId).coupons : coupons(words[at + 1]);
        if (coupons == 0) {
            return 0;
        }
        long entry = (at == NOT_CACHED ? stored(userId).entries : entries(words[at + 1])) + 1;
        update(userId, at, coupons - 1, entry);
        return entry;
    }

    private Account stored(long userId) throws Exception {
        return requireNonNull(store.read(userId), "an account that does not fit is stored");
    }

    private void update(long userId, int at, long coupons, long entries) throws Exception {
        if (at != NOT_CACHED && fits(coupons, entries)) {
            words[at + 1] = CHANGED | coupons << BITS | entries;
            return;
        }
        if (at != NOT_CACHED) {
            remove(at);
        }
        store.write(userId, new Account(coupons, entries));
    }

    private static boolean fits(long coupons, long entries) {
        return coupons <= MAX && entries <= MAX;
    }

    private static long coupons(long account) {
        return account >>> BITS & MAX;
    }

    private static long entries(long account) {
        return account & MAX;
    }

    private static boolean isChanged(long account) {
        return account < 0;
    }

    /** Writes all accounts that have changed since the last call. */
    void writeBack() throws Exception {
        for (int at = FIRST_WORD; at < words.length; at += WORDS) {
            writeBack(at);
        }
    }

    private void writeBack(int at) throws Exception {
        long account = words[at + 1];
        if (isChanged(account)) {
            store.write(words[at], new Account(coupons(account), entries(account)));
            words[at + 1] = account ^ CHANGED ^ CLEAN;
        }
    }

    /** The position of the user's slot, or {@link #NOT_CACHED}. */
    private int at(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int at = first; at < first + SET && words[at + 1] != EMPTY; at += WORDS) {
            if (words[at] == userId) {
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
        if (account != null && !fits(account.coupons, account.entries)) {
            return NOT_CACHED;
        }
        words[at] = userId;
        words[at + 1] = account == null ? CLEAN : CLEAN | account.coupons << BITS | account.entries;
        used++;
        return at;
    }

    private int freeSlot(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int at = first; at < first + SET; at += WORDS) {
            if (words[at + 1] == EMPTY) {
                return at;
            }
        }
        int at = first + (turn++ & (WAYS - 1)) * WORDS;
        writeBack(at);
        remove(at);
        return first + SET - WORDS;
    }

    /** Moves the last used slot of the set here: those that are not used stay behind the others. */
    private void remove(int at) {
        int last = at;
        for (int next = at + WORDS; isInSetOf(at, next) && words[next + 1] != EMPTY; next += WORDS) {
            last = next;
        }
        words[at] = words[last];
        words[at + 1] = words[last + 1];
        words[last + 1] = EMPTY;
        used--;
    }

    private static boolean isInSetOf(int at, int next) {
        return (next - FIRST_WORD) / SET == (at - FIRST_WORD) / SET;
    }

    private void grow() throws Exception {
        long[] old = words;
        slots *= 2;
        words = new long[FIRST_WORD + slots * WORDS];
        used = 0;
        for (int from = FIRST_WORD; from < old.length; from += WORDS) {
            if (old[from + 1] != EMPTY) {
                System.arraycopy(old, from, words, freeSlot(old[from]), WORDS);
                used++;
            }
        }
    }

    private int firstOfSet(long userId) {
        long mixed = userId * 0x9e3779b97f4a7c15L;
        return FIRST_WORD + ((int) (mixed >>> 32) & (slots - 1) & -WAYS) * WORDS;
    }
}
