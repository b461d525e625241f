package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TotalsTest {
    /** Small values, and values whose sums exceed 64 bits. */
    @Provide
    Arbitrary<List<Long>> values() {
        Arbitrary<Long> value = Arbitraries.oneOf(
                Arbitraries.longs().between(-5, 5),
                Arbitraries.longs(),
                Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1));
        return value.list().ofMinSize(1).ofMaxSize(40);
    }

    private static Totals of(List<Long> values) {
        Totals totals = new Totals();
        values.forEach(totals::add);
        return totals;
    }

    private static BigInteger sum(List<Long> values) {
        return values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Property(tries = 2_000)
    void totalsAreThoseOfUnboundedArithmetic(@ForAll("values") List<Long> values) {
        Totals totals = of(values);

        assertThat(totals.count).isEqualTo(values.size());
        assertThat(totals.sum()).isEqualTo(sum(values));
        assertThat(totals.min).isEqualTo(Collections.min(values));
        assertThat(totals.max).isEqualTo(Collections.max(values));
        assertThat(BigInteger.valueOf(totals.average()))
                .isEqualTo(new BigDecimal(sum(values))
                        .divide(BigDecimal.valueOf(values.size()), 0, RoundingMode.HALF_EVEN)
                        .toBigIntegerExact());
    }

    @Property(tries = 500)
    void neitherOrderNorGroupingMatters(@ForAll("values") List<Long> values, @ForAll Random random) {
        List<Long> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        List<Totals> groups = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            groups.add(new Totals());
        }
        shuffled.forEach(value -> groups.get(random.nextInt(groups.size())).add(value));
        Totals merged = new Totals();
        groups.forEach(merged::merge);

        assertThat(merged).isEqualTo(of(values));
    }

    @Property(tries = 500)
    void sumsCompareAsNumbersDo(@ForAll("values") List<Long> left, @ForAll("values") List<Long> right) {
        assertThat(Integer.signum(of(left).compareSum(of(right))))
                .isEqualTo(sum(left).compareTo(sum(right)));
    }

    @Test
    void sumStaysExactWhereDoublesLoseIt() {
        Totals totals = new Totals();
        totals.add(Long.MAX_VALUE);
        for (int i = 0; i < 1_000; i++) {
            totals.add(1);
        }

        assertThat(totals.sum()).isEqualTo(new BigInteger("9223372036854776807"));
    }

    @Test
    void halfIsRoundedToTheEvenNeighbour() {
        assertThat(of(List.of(0L, 1L)).average()).isZero();
        assertThat(of(List.of(1L, 2L)).average()).isEqualTo(2);
        assertThat(of(List.of(-1L, 0L)).average()).isZero();
        assertThat(of(List.of(-1L, -2L)).average()).isEqualTo(-2);
    }

    @Test
    void nothingHasNoAverage() {
        assertThatThrownBy(new Totals()::average).isInstanceOf(ArithmeticException.class);
    }
}
