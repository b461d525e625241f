package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The accounts of the users seen lately, in front of keyed state: what happens to an account between two checkpoints is
 * read from state once and written to it once, instead of both for every event. Whoever owns it writes it back before
 * state is snapshotted; what is lost in a failure is then what the restored state does not have either.
 *
 * <p>Bounded: sets of {@value #WAYS} slots, a set's keys side by side in one line of the processor's cache. A user whose
 * set is full takes a slot in turn, and the account there is written back. Grows with the users up to its greatest size:
 * 25 bytes a slot, of which about half can be in use before sets get full.
 */
final class Accounts {
    /** For a million users of one subtask: 52 MB. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    private static final int WAYS = 8;
    private static final int FIRST_SLOTS = 1 << 10;

    private static final byte EMPTY = 0;
    private static final byte CLEAN = 1;
    private static final byte CHANGED = 2;

    private final Store store;
    private final int maxSlots;

    private long[] users;
    private long[] coupons;
    private long[] entries;
    private byte[] states;
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
        int slots = Math.min(FIRST_SLOTS, maxSlots);
        this.users = new long[slots];
        this.coupons = new long[slots];
        this.entries = new long[slots];
        this.states = new byte[slots];
    }

    /** Whether the coupons were bought: the sum must fit a long. */
    boolean buy(long userId, long more) throws Exception {
        int slot = slot(userId);
        long sum = coupons[slot] + more;
        if (sum < 0) {
            return false;
        }
        coupons[slot] = sum;
        states[slot] = CHANGED;
        return true;
    }

    /**
     * Spends a coupon on an entry.
     *
     * @return the user's how manieth entry ever it is; 0 when there is no coupon
     */
    long enter(long userId) throws Exception {
        int slot = slot(userId);
        if (coupons[slot] == 0) {
            return 0;
        }
        coupons[slot]--;
        states[slot] = CHANGED;
        return ++entries[slot];
    }

    /** Writes what has changed since the last time. */
    void writeBack() throws Exception {
        for (int slot = 0; slot < states.length; slot++) {
            writeBack(slot);
        }
    }

    private void writeBack(int slot) throws Exception {
        if (states[slot] == CHANGED) {
            store.write(users[slot], new Account(coupons[slot], entries[slot]));
            states[slot] = CLEAN;
        }
    }

    private int slot(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (users[slot] == userId && states[slot] != EMPTY) {
                return slot;
            }
        }
        return load(userId);
    }

    private int load(long userId) throws Exception {
        if (used > states.length / 2 && states.length < maxSlots) {
            grow();
        }
        int slot = freeSlot(userId);
        Account account = store.read(userId);
        place(slot, userId, account == null ? 0 : account.coupons, account == null ? 0 : account.entries, CLEAN);
        return slot;
    }

    private void place(int slot, long userId, long itsCoupons, long itsEntries, byte state) {
        users[slot] = userId;
        coupons[slot] = itsCoupons;
        entries[slot] = itsEntries;
        states[slot] = state;
        used++;
    }

    private int freeSlot(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (states[slot] == EMPTY) {
                return slot;
            }
        }
        int slot = first + (turn++ & (WAYS - 1));
        writeBack(slot);
        states[slot] = EMPTY;
        used--;
        return slot;
    }

    private void grow() throws Exception {
        long[] oldUsers = users;
        long[] oldCoupons = coupons;
        long[] oldEntries = entries;
        byte[] oldStates = states;
        int slots = 2 * oldStates.length;
        users = new long[slots];
        coupons = new long[slots];
        entries = new long[slots];
        states = new byte[slots];
        used = 0;
        for (int slot = 0; slot < oldStates.length; slot++) {
            if (oldStates[slot] != EMPTY) {
                place(freeSlot(oldUsers[slot]), oldUsers[slot], oldCoupons[slot], oldEntries[slot], oldStates[slot]);
            }
        }
    }

    private int firstOfSet(long userId) {
        long mixed = userId * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & (states.length - 1) & -WAYS;
    }
}
