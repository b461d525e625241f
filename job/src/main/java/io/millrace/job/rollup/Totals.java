package io.millrace.job.rollup;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of the values of a key in a period: 40 bytes. Values are whole numbers, and their sum has 128 bits, so
 * that it cannot overflow. The totals thus do not depend on the order in which values are added and totals are merged.
 *
 * <p>A Flink POJO, changed in place only while it is the accumulator of one operator. The name of this class is part of
 * savepoints.
 */
public final class Totals {
    private static final int BITS = Long.SIZE;
    private static final BigInteger LOW_BITS = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE);

    public long count;
    /** The upper half, with the sign, of the sum in two's complement. */
    public long sumHigh;

    /** The lower half of the sum. */
    public long sumLow;
    /** The lowest value; undefined if there are none. */
    public long min = Long.MAX_VALUE;

    /** The highest value; undefined if there are none. */
    public long max = Long.MIN_VALUE;

    /** No values yet; also for Flink's serializer. */
    public Totals() {}

    void add(long value) {
        count++;
        addToSum(value < 0 ? -1 : 0, value);
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    void merge(Totals other) {
        merge(other.count, other.sumHigh, other.sumLow, other.min, other.max);
    }

    /** Merges totals given as their fields. */
    void merge(long itsCount, long itsSumHigh, long itsSumLow, long itsMin, long itsMax) {
        count += itsCount;
        addToSum(itsSumHigh, itsSumLow);
        min = Math.min(min, itsMin);
        max = Math.max(max, itsMax);
    }

    private void addToSum(long high, long low) {
        sumLow += low;
        boolean carry = Long.compareUnsigned(sumLow, low) < 0;
        sumHigh += high + (carry ? 1 : 0);
    }

    BigInteger sum() {
        return isSumLong()
                ? BigInteger.valueOf(sumLow)
                : BigInteger.valueOf(sumHigh)
                        .shiftLeft(BITS)
                        .add(BigInteger.valueOf(sumLow).and(LOW_BITS));
    }

    boolean isSumLong() {
        return sumHigh == (sumLow < 0 ? -1 : 0);
    }

    int compareSum(Totals other) {
        return sumHigh != other.sumHigh
                ? Long.compare(sumHigh, other.sumHigh)
                : Long.compareUnsigned(sumLow, other.sumLow);
    }

    /**
     * The mean value, rounded half to even.
     *
     * @throws ArithmeticException when there are no values
     */
    long average() {
        if (!isSumLong()) {
            return new BigDecimal(sum())
                    .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
        long floor = Math.floorDiv(sumLow, count);
        long rest = Math.floorMod(sumLow, count);
        int half = Long.compare(rest, count - rest);
        boolean down = half < 0 || (half == 0 && floor % 2 == 0);
        return down ? floor : floor + 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Totals)) {
            return false;
        }
        Totals that = (Totals) other;
        return count == that.count
                && sumHigh == that.sumHigh
                && sumLow == that.sumLow
                && min == that.min
                && max == that.max;
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, sumHigh, sumLow, min, max);
    }

    @Override
    public String toString() {
        return count + " values, sum " + sum() + ", from " + min + " to " + max;
    }
}
