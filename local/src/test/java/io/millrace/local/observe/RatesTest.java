package io.millrace.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatesTest {
    private final Rates rates = new Rates();

    @Test
    void aRateNeedsValuesThatAreSomeSecondsApart() {
        assertThat(rates.rate("a", 0, 100)).isEmpty();
        assertThat(rates.rate("a", 2_000, 120)).isEmpty();
        assertThat(rates.rate("a", 4_000, 140)).contains(10.0);
    }

    @Test
    void aRateIsThatOfTheLastSeconds() {
        Optional<Double> last = Optional.empty();
        for (int second = 0; second <= 60; second += 2) {
            last = rates.rate("a", second * 1000L, second <= 30 ? second * 50L : 1500);
        }

        assertThat(last).contains(0.0);
    }

    @Test
    void withLongPausesARateIsThatOfTheLastPause() {
        rates.rate("a", 0, 0);
        rates.rate("a", 60_000, 60);

        assertThat(rates.rate("a", 120_000, 180)).contains(2.0);
    }

    @Test
    void aCounterThatStartsAgainHasNoNegativeRate() {
        rates.rate("a", 0, 1000);
        rates.rate("a", 5_000, 2000);

        assertThat(rates.rate("a", 10_000, 10)).isEmpty();
        assertThat(rates.rate("a", 15_000, 60)).contains(10.0);
    }

    @Test
    void countersAreKeptApart() {
        rates.rate("a", 0, 0);
        rates.rate("b", 0, 0);

        assertThat(rates.rate("a", 5_000, 5)).contains(1.0);
        assertThat(rates.rate("b", 5_000, 50)).contains(10.0);
    }
}
