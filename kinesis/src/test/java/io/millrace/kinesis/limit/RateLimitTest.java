package io.millrace.kinesis.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final double PER_SECOND = 1000;
    private static final long START = 1_000_000;

    /** An amount that was taken at a time. */
    private record Taken(long millis, double amount) {}

    @Property(tries = 300)
    void noStretchOfTimeTakesMoreThanItsRateAndTheReserve(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 1000) Integer> amounts,
            @ForAll @Size(min = 60, max = 60) List<@IntRange(max = 700) Integer> pauses) {
        RateLimit limit = new RateLimit(PER_SECOND, START);
        List<Taken> taken = new ArrayList<>();
        long now = START;
        for (int i = 0; i < amounts.size(); i++) {
            now += pauses.get(i);
            if (limit.take(amounts.get(i), now)) {
                taken.add(new Taken(now, amounts.get(i)));
            }
        }

        for (int first = 0; first < taken.size(); first++) {
            double sum = 0;
            for (Taken next : taken.subList(first, taken.size())) {
                sum += next.amount();
                long millis = next.millis() - taken.get(first).millis();
                assertThat(sum).isLessThanOrEqualTo(PER_SECOND + millis * PER_SECOND / 1000 + 1e-6);
            }
        }
    }

    @Property(tries = 300)
    void whatIsRefusedIsAdmittedAfterAsLongAsTheRateNeedsForIt(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 1000) Integer> amounts) {
        RateLimit limit = new RateLimit(PER_SECOND, START);
        long now = START;
        for (int amount : amounts) {
            if (!limit.take(amount, now)) {
                now += amount;
                assertThat(limit.take(amount, now)).as("%s at %s", amount, now).isTrue();
            }
        }
    }

    @Property(tries = 300)
    void aDebtIsPaidAfterTheTimeThatIsToldAndNoEarlier(@ForAll @IntRange(min = 1001, max = 100_000) int charged) {
        RateLimit limit = new RateLimit(PER_SECOND, START);
        limit.charge(charged);

        long millis = limit.millisInDebt(START);

        assertThat(millis).isEqualTo(charged - 1000);
        assertThat(limit.millisInDebt(START + millis - 1)).isEqualTo(1);
        assertThat(limit.millisInDebt(START + millis)).isZero();
    }

    @Test
    void whatIsLargerThanTheReserveNeedsAllOfItAndLeavesADebt() {
        RateLimit limit = new RateLimit(PER_SECOND, START);

        assertThat(limit.take(3000, START)).isTrue();

        assertThat(limit.millisInDebt(START)).isEqualTo(2000);
        assertThat(limit.take(3000, START + 2999)).isFalse();
        assertThat(limit.take(3000, START + 3000)).isTrue();
    }

    @Test
    void aClockThatGoesBackAddsNothing() {
        RateLimit limit = new RateLimit(PER_SECOND, START);
        limit.take(1000, START);

        assertThat(limit.take(1, START - 1)).isFalse();
        assertThat(limit.take(1, START)).isFalse();
        assertThat(limit.take(1, START - 10_000)).isFalse();
    }

    @Test
    void aClockThatIsSetBackFillsTheLimitAtItsRateFromThenOn() {
        RateLimit limit = new RateLimit(PER_SECOND, START);
        limit.charge(3000);

        assertThat(limit.millisInDebt(START - 10_000)).isEqualTo(2000);
        assertThat(limit.take(1, START - 10_000 + 2000)).isFalse();
        assertThat(limit.take(1, START - 10_000 + 2001)).isTrue();
    }
}
