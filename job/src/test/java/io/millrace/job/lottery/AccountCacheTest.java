package io.millrace.job.lottery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountCacheTest {
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
    void anyBoundGivesTheSameAccounts(
            @ForAll long seed,
            @ForAll @IntRange(min = 3, max = 12) int bits,
            @ForAll @IntRange(min = 1, max = 3_000) int users)
            throws Exception {
        Random random = new Random(seed);
        AccountCache accounts = new AccountCache(kept, 1 << bits);
        Map<Long, Account> expected = new HashMap<>();
        kept.accounts.clear();
        for (int i = 0; i < 5_000; i++) {
            long user = random.nextInt(users) - users / 2;
            Account before = expected.getOrDefault(user, new Account());
            if (random.nextInt(3) == 0) {
                long more = random.nextInt(100) == 0 ? 1L << (29 + random.nextInt(5)) : 2;
                assertThat(accounts.buy(user, more)).isTrue();
                expected.put(user, new Account(before.coupons + more, before.entries));
            } else if (before.coupons == 0) {
                assertThat(accounts.enter(user)).isZero();
            } else {
                assertThat(accounts.enter(user)).isEqualTo(before.entries + 1);
                expected.put(user, new Account(before.coupons - 1, before.entries + 1));
            }
            if (random.nextInt(1_000) == 0) {
                accounts.writeBack();
                assertThat(kept.accounts).isEqualTo(expected);
            }
        }
        accounts.writeBack();

        assertThat(kept.accounts).isEqualTo(expected);
    }

    @Test
    void stateIsReadOncePerUserAndWrittenOncePerChange() throws Exception {
        AccountCache accounts = new AccountCache(kept, 1 << 20);
        for (int i = 0; i < 100_000; i++) {
            accounts.buy(i % 20_000, 1);
        }
        assertThat(kept.reads).isEqualTo(20_000);
        assertThat(kept.writes)
                .as("before they are requested, except for full sets")
                .isLessThan(2_000);

        accounts.writeBack();
        int writes = kept.writes;
        accounts.writeBack();

        assertThat(kept.accounts).hasSize(20_000).containsValue(new Account(5, 0));
        assertThat(kept.writes).isEqualTo(writes);
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
        accounts.writeBack();

        assertThat(kept.accounts).containsEntry(1L, new Account(Long.MAX_VALUE, 0));
    }

    @Test
    void accountThatGrowsOutOfItsSlotGoesOnInState() throws Exception {
        kept.accounts.put(1L, new Account(3, (1L << 31) - 2));
        AccountCache accounts = new AccountCache(kept, 8);
        accounts.buy(2, 1);

        assertThat(accounts.enter(1)).isEqualTo((1L << 31) - 1);
        assertThat(accounts.enter(1)).isEqualTo(1L << 31);
        assertThat(accounts.enter(1)).isEqualTo((1L << 31) + 1);
        assertThat(accounts.enter(1)).isZero();
        assertThat(accounts.enter(2)).isOne();
        accounts.writeBack();

        assertThat(kept.accounts)
                .containsOnly(Map.entry(1L, new Account(0, (1L << 31) + 1)), Map.entry(2L, new Account(0, 1)));
    }

    @Test
    void boundIsAPowerOfTwo() {
        assertThatThrownBy(() -> new AccountCache(kept, 12))
                .hasMessage("maxSlots must be a power of two and at least 8, got 12");
        assertThatThrownBy(() -> new AccountCache(kept, 4)).hasMessageContaining("at least 8");
    }
}
