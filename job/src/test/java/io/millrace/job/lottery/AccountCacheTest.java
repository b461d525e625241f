package io.millrace.job.lottery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.state.HeldEntries;
import io.millrace.job.state.HeldEntries.Entry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.StringUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountCacheTest {
    private static final int GROUPS = 4;
    /** Of coupons and entries in a slot. */
    private static final long LIMIT = 1L << 29;

    private final Kept kept = new Kept();

    /** State, and how often it was read and written. */
    private static final class Kept implements AccountCache.Store {
        private final Map<Long, Account> accounts = new HashMap<>();
        private int reads;
        private int writes;
        private long touched;

        @Override
        public @Nullable Account read(long userId) {
            reads++;
            touched = userId;
            return accounts.get(userId);
        }

        @Override
        public void write(long userId, Account account) {
            writes++;
            touched = userId;
            accounts.put(userId, account);
        }
    }

    @Property(tries = 200)
    void anyBoundsAndRestoresGiveTheSameAccounts(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int users)
            throws Exception {
        Random random = new Random(seed);
        AccountCache accounts = accounts(random);
        Map<Long, Account> expected = new HashMap<>();
        kept.accounts.clear();
        for (int i = 0; i < 5_000; i++) {
            long user = random.nextInt(users) - users / 2;
            Account before = expected.getOrDefault(user, new Account());
            if (random.nextInt(3) == 0) {
                long more = random.nextInt(100) == 0 ? 1L << (27 + random.nextInt(5)) : 2;
                assertThat(accounts.buy(user, more)).isTrue();
                expected.put(user, new Account(before.coupons + more, before.entries));
            } else if (before.coupons == 0) {
                assertThat(accounts.enter(user)).isZero();
            } else {
                assertThat(accounts.enter(user)).isEqualTo(before.entries + 1);
                expected.put(user, new Account(before.coupons - 1, before.entries + 1));
            }
            if (random.nextInt(200) == 0) {
                for (int more = random.nextInt(AccountCache.MAX_AGE + 2); more > 0; more--) {
                    checkpoint(accounts);
                }
                List<Entry> held = checkpoint(accounts);
                assertThat(all(held)).isEqualTo(expected);
                if (random.nextBoolean()) {
                    accounts = accounts(random);
                    HeldEntries.restore(held, AccountCache.VERSION, accounts::restore);
                }
            }
        }

        assertThat(all(checkpoint(accounts))).isEqualTo(expected);
    }

    private AccountCache accounts(Random random) {
        return new AccountCache(kept, 8 << random.nextInt(10));
    }

    private static List<Entry> checkpoint(AccountCache accounts) throws Exception {
        accounts.age();
        return HeldEntries.of(accounts);
    }

    /** What is held, before what is stored. */
    private Map<Long, Account> all(List<Entry> held) throws IOException {
        Map<Long, Account> all = new HashMap<>(kept.accounts);
        for (Entry entry : held) {
            DataInputDeserializer in = entry.in();
            long user = in.readLong();
            assertThat(new AccountCache(kept, 8).key(entry.in())).isEqualTo(user);
            assertThat(entry.hash() % GROUPS).isEqualTo(KeyGroupRangeAssignment.assignToKeyGroup(user, GROUPS));
            all.put(user, new Account(in.readInt(), in.readInt()));
        }
        return all;
    }

    @Test
    void accountsAreReadOnceAndHeldAtCheckpoints() throws Exception {
        AccountCache accounts = new AccountCache(kept, 1 << 20);
        for (int checkpoint = 0; checkpoint < 100; checkpoint++) {
            for (int user = 0; user < 1_000; user++) {
                accounts.buy(user, 1);
            }
            assertThat(accounts.enter(5_000)).as("has no coupons").isZero();
            assertThat(all(checkpoint(accounts)).values()).hasSize(1_000).containsOnly(new Account(checkpoint + 1, 0));
        }
        assertThat(kept.reads).isEqualTo(1_001);
        assertThat(kept.writes).isZero();
    }

    @Test
    void whatHasNotChangedForAWhileIsStoredOnce() throws Exception {
        AccountCache accounts = new AccountCache(kept, 64);
        accounts.buy(1, 7);
        for (int i = 0; i < AccountCache.MAX_AGE; i++) {
            accounts.buy(2, 1);
            assertThat(checkpoint(accounts)).hasSize(2);
        }

        assertThat(checkpoint(accounts)).as("user 2 alone has changed").hasSize(1);
        checkpoint(accounts);
        assertThat(kept.accounts).containsOnly(Map.entry(1L, new Account(7, 0)));
        assertThat(kept.writes).isOne();

        assertThat(accounts.enter(1)).isOne();
        assertThat(checkpoint(accounts)).as("user 1 is held again").hasSize(2);
    }

    @Test
    void anEntryHasTheseBytes() throws Exception {
        AccountCache accounts = new AccountCache(kept, 8);
        accounts.buy(-2, 3);
        accounts.enter(-2);

        assertThat(checkpoint(accounts)).singleElement().satisfies(entry -> assertThat(
                        StringUtils.byteToHexString(entry.bytes()))
                .isEqualTo("fffffffffffffffe" + "00000002" + "00000001"));
    }

    /** The current key of keyed state is the last one accessed, and the operator continues with it. */
    @Test
    void userThatTakesASlotIsAccessedAfterTheOneItReplaces() throws Exception {
        AccountCache accounts = new AccountCache(kept, 8);
        for (long user = 0; user < 100; user++) {
            accounts.buy(user, 1);
            assertThat(kept.touched).isEqualTo(user);
        }
        assertThat(kept.writes).isPositive();
    }

    @Test
    void accountHoldsAsManyCouponsAsALong() throws Exception {
        AccountCache accounts = new AccountCache(kept, 8);

        assertThat(accounts.buy(1, Long.MAX_VALUE)).isTrue();
        assertThat(accounts.buy(1, 1)).isFalse();

        assertThat(checkpoint(accounts)).isEmpty();
        assertThat(kept.accounts).containsEntry(1L, new Account(Long.MAX_VALUE, 0));
    }

    @Test
    void accountThatGrowsOutOfItsSlotGoesOnInState() throws Exception {
        kept.accounts.put(1L, new Account(3, LIMIT - 2));
        AccountCache accounts = new AccountCache(kept, 8);
        accounts.buy(2, 1);

        assertThat(accounts.enter(1)).isEqualTo(LIMIT - 1);
        assertThat(accounts.enter(1)).isEqualTo(LIMIT);
        assertThat(accounts.enter(1)).isEqualTo(LIMIT + 1);
        assertThat(accounts.enter(1)).isZero();
        assertThat(accounts.enter(2)).isOne();

        assertThat(all(checkpoint(accounts)))
                .containsOnly(Map.entry(1L, new Account(0, LIMIT + 1)), Map.entry(2L, new Account(0, 1)));
        assertThat(kept.accounts).containsOnlyKeys(1L);
    }

    @Test
    void aLaterVersionIsRefused() {
        AccountCache accounts = new AccountCache(kept, 8);

        assertThatThrownBy(() -> accounts.restore(AccountCache.VERSION + 1, new DataInputDeserializer(new byte[16])))
                .hasMessageStartingWith("the version of what is held in state must be from 1 to 1, got 2");
    }

    @Test
    void boundIsAPowerOfTwo() {
        assertThatThrownBy(() -> new AccountCache(kept, 12))
                .hasMessage("maxSlots must be a power of two and at least 8, got 12");
        assertThatThrownBy(() -> new AccountCache(kept, 4)).hasMessageContaining("at least 8");
    }
}
