package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UsualTest {
    private static final double FACTOR = 0.1;

    @Provide
    Arbitrary<List<Long>> values() {
        Arbitrary<Long> offset = Arbitraries.of(0L, 1_000L, 1_000_000_000_000L, -1_000_000_000_000L);
        return offset.flatMap(base -> Arbitraries.longs()
                .between(-1_000, 1_000)
                .map(value -> base + value)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60));
    }

    private static Usual of(List<Long> values) {
        Usual usual = new Usual();
        for (long value : values) {
            usual = usual.with((double) value, 0, FACTOR);
        }
        return usual;
    }

    /** The weight of every value as a product: its own weight times the remaining shares of all later ones. */
    private static List<BigDecimal> weights(int count) {
        List<BigDecimal> weights = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigDecimal newest = new BigDecimal(Math.max(FACTOR, 1.0 / (i + 1)));
            weights.replaceAll(weight -> weight.multiply(BigDecimal.ONE.subtract(newest), MathContext.DECIMAL128));
            weights.add(newest);
        }
        return weights;
    }

    /** Also for values whose squares a double cannot distinguish. */
    @Property(tries = 500)
    void runningMeanAndVarianceAreTheWeightedOnes(@ForAll("values") List<Long> values) {
        List<BigDecimal> weights = weights(values.size());
        BigDecimal mean = BigDecimal.ZERO;
        for (int i = 0; i < values.size(); i++) {
            mean = mean.add(weights.get(i).multiply(BigDecimal.valueOf(values.get(i))));
        }
        BigDecimal variance = BigDecimal.ZERO;
        for (int i = 0; i < values.size(); i++) {
            BigDecimal difference = BigDecimal.valueOf(values.get(i)).subtract(mean);
            variance = variance.add(weights.get(i).multiply(difference.pow(2)));
        }

        Usual usual = of(values);

        assertThat(usual.count).isEqualTo(values.size());
        assertThat(usual.mean).isCloseTo(mean.doubleValue(), within(0.01));
        assertThat(usual.variance).isCloseTo(variance.doubleValue(), within(0.01 + 1e-4 * variance.doubleValue()));
    }

    @Test
    void firstValuesCountEqually() {
        assertThat(of(List.of(10L)).mean).isEqualTo(10);
        assertThat(of(List.of(10L)).variance).isZero();
        assertThat(of(List.of(10L, 20L, 60L)).mean).isCloseTo(30, within(1e-9));
        assertThat(of(List.of(10L, 20L, 60L)).variance).isCloseTo((400 + 100 + 900) / 3.0, within(1e-9));
    }

    @Test
    void oldValuesLoseTheirWeight() {
        List<Long> values = new ArrayList<>(List.of(1_000_000L, -1_000_000L));
        for (int i = 0; i < 400; i++) {
            values.add(5L);
        }

        assertThat(of(values).mean).isCloseTo(5, within(1e-6));
        assertThat(of(values).deviation()).isCloseTo(0, within(1e-2));
    }
}
