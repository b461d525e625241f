package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import io.millrace.job.state.HeldState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/**
 * A cache of accounts in front of keyed state. What has changed since it was read is held here, and becomes {@link HeldState}
 * at a checkpoint: some hundred writes, however many users there are. It is written to the store when it has not changed for a
 * while, so that it is not in every checkpoint.
 *
 * <p>Set-associative, with {@value #WAYS} slots per set. If a set is full, its slots are replaced in turn, and the account
 * is written to the store. The cache grows with the number of users up to a maximum; about half of it can be used before sets are
 * full. A slot is 16 contiguous bytes and a set two cache lines, because with a million users nearly every event waits for
 * memory. Numbers of coupons and entries that need more than {@value #BITS} bits are not cached.
 */
final class AccountCache implements HeldState.Entries<Long> {
    /** For a million users of one subtask: 32 MiB. */
    static final int DEFAULT_MAX_SLOTS = 1 << 21;

    private static final int WAYS = 8;
    private static final int FIRST_SLOTS = 1 << 10;

    /** A slot is the user's id, and the account with its state; a slot that is not used has no account. */
    private static final int WORDS = 2;

    private static final int SET = WAYS * WORDS;
    /** With the header of an array of longs, two cache lines: sets of a large array, which starts a region, fill lines. */
    private static final int FIRST_WORD = 14;

    /** Checkpoints. An account that has changed no more for so long is written to the store. */
    static final int MAX_AGE = 10;

    /** Of the bytes of an entry at a checkpoint. */
    static final int VERSION = 1;

    private static final int ENTRY_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private static final int BITS = 29;
    private static final long MAX = (1L << BITS) - 1;
    private static final long EMPTY = 0;
    /** The number of checkpoints since the last change of what is held, in these. */
    private static final long AGE = 1L << (2 * BITS);

    private static final long AGES = 0xf * AGE;
    /** As stored, if there is any. */
    private static final long CLEAN = 1L << (Long.SIZE - 2);
    /** Newer than what is stored, if any is. The sign, so that it is quick to test. */
    private static final long HELD = 1L << (Long.SIZE - 1);

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
            words[at + 1] = HELD | coupons << BITS | entries;
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

    private static boolean isHeld(long account) {
        return account < 0;
    }

    /**
     * Writes to the store what has not changed for {@value #MAX_AGE} checkpoints. For each checkpoint. In no order: an account is
     * written once, and not again until it has changed.
     */
    void age() throws Exception {
        for (int at = FIRST_WORD; at < words.length; at += WORDS) {
            if (isHeld(words[at + 1])) {
                if ((words[at + 1] & AGES) == MAX_AGE * AGE) {
                    moveToStore(at);
                } else {
                    words[at + 1] += AGE;
                }
            }
        }
    }

    private void moveToStore(int at) throws Exception {
        long account = words[at + 1];
        if (isHeld(account)) {
            store.write(words[at], new Account(coupons(account), entries(account)));
            // its age stays, and means nothing until the next change resets it
            words[at + 1] = account ^ HELD ^ CLEAN;
        }
    }

    /** What is held: the user's id (8 bytes), coupons and entries (4 bytes each). */
    @Override
    public void forEach(HeldState.EntryReceiver receiver) throws IOException {
        DataOutputSerializer entry = new DataOutputSerializer(ENTRY_BYTES);
        for (int at = FIRST_WORD; at < words.length; at += WORDS) {
            long account = words[at + 1];
            if (isHeld(account)) {
                entry.clear();
                entry.writeLong(words[at]);
                entry.writeInt((int) coupons(account));
                entry.writeInt((int) entries(account));
                int hash = MathUtils.murmurHash(Long.hashCode(words[at]));
                receiver.accept(hash, entry.getSharedBuffer(), 0, ENTRY_BYTES);
            }
        }
    }

    @Override
    public Long key(DataInputDeserializer entry) throws IOException {
        return entry.readLong();
    }

    /** Adds an entry of {@link #forEach}, of a user who is not here. */
    void restore(int version, DataInputDeserializer entry) throws Exception {
        HeldState.checkVersion(version, VERSION);
        long userId = entry.readLong();
        reserve();
        put(freeSlot(userId), userId, HELD | (long) entry.readInt() << BITS | entry.readInt());
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
        reserve();
        // the owner relies on this: the user's account is the last one accessed
        int at = freeSlot(userId);
        Account account = store.read(userId);
        if (account != null && !fits(account.coupons, account.entries)) {
            return NOT_CACHED;
        }
        put(at, userId, account == null ? CLEAN : CLEAN | account.coupons << BITS | account.entries);
        return at;
    }

    private void reserve() throws Exception {
        if (used > slots / 2 && slots < maxSlots) {
            grow();
        }
    }

    private void put(int at, long userId, long account) {
        words[at] = userId;
        words[at + 1] = account;
        used++;
    }

    private int freeSlot(long userId) throws Exception {
        int first = firstOfSet(userId);
        for (int at = first; at < first + SET; at += WORDS) {
            if (words[at + 1] == EMPTY) {
                return at;
            }
        }
        int at = first + (turn++ & (WAYS - 1)) * WORDS;
        moveToStore(at);
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
