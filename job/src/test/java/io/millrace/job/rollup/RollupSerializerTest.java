package io.millrace.job.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RollupSerializerTest {
    @Property(tries = 500)
    void numbersAreExactWithoutZerosAtTheEnd(
            @ForAll @Size(min = 1, max = 4) List<Long> values,
            @ForAll @IntRange(max = 18) int scale,
            @ForAll @IntRange(max = 12) int zeros) {
        Totals totals = new Totals();
        BigInteger sum = BigInteger.ZERO;
        BigInteger max = BigInteger.valueOf(Long.MIN_VALUE);
        BigInteger min = BigInteger.valueOf(Long.MAX_VALUE);
        for (long any : values) {
            long tens = (long) Math.pow(10, zeros);
            long value = any / tens * tens;
            totals.add(value);
            sum = sum.add(BigInteger.valueOf(value));
            max = max.max(BigInteger.valueOf(value));
            min = min.min(BigInteger.valueOf(value));
        }
        BigInteger average = new BigDecimal(sum)
                .divide(BigDecimal.valueOf(values.size()), 0, RoundingMode.HALF_EVEN)
                .toBigInteger();

        byte[] json = new RollupSerializer(EnumSet.allOf(Aggregation.class), scale)
                .serialize(new Rollup("k", 1_000, 2_000, totals, Rollup.UNRANKED));
        assertThat(new String(json, UTF_8))
                .isEqualTo(
                        "{\"rollupId\":\"k-1000-2000\",\"key\":\"k\",\"windowStart\":1000,\"windowEnd\":2000,\"max\":"
                                + plain(max, scale) + ",\"min\":" + plain(min, scale) + ",\"sum\":" + plain(sum, scale)
                                + ",\"count\":" + values.size() + ",\"average\":" + plain(average, scale) + "}");
    }

    @Property(tries = 2_000)
    void numberOf64BitsLooksLikeTheDecimal(@ForAll long units, @ForAll @IntRange(max = 18) int scale) {
        Totals totals = new Totals();
        totals.add(units);

        byte[] json = new RollupSerializer(EnumSet.of(Aggregation.MAX), scale)
                .serialize(new Rollup("k", 1_000, 2_000, totals, Rollup.UNRANKED));

        assertThat(new String(json, UTF_8)).endsWith(",\"max\":" + plain(BigInteger.valueOf(units), scale) + "}");
    }

    @Property(tries = 100)
    void rollupLooksTheSameAfterAnyOther(@ForAll @Size(min = 1, max = 6) List<@IntRange(max = 2) Integer> starts) {
        RollupSerializer used = new RollupSerializer(EnumSet.allOf(Aggregation.class), 2);
        for (int i = 0; i < starts.size(); i++) {
            Totals totals = new Totals();
            totals.add((i % 2 == 0 ? 1 : -1) * 123L * i);
            Rollup rollup = new Rollup("k" + i, starts.get(i), 2 + i / 2, totals, i);

            assertThat(used.serialize(rollup))
                    .asString(UTF_8)
                    .startsWith("{\"rollupId\":\"" + rollup.id() + "\",")
                    .isEqualTo(new String(
                            new RollupSerializer(EnumSet.allOf(Aggregation.class), 2).serialize(rollup), UTF_8));
        }
    }

    private static String plain(BigInteger units, int scale) {
        return new BigDecimal(units, scale).stripTrailingZeros().toPlainString();
    }
}
