package io.millrace.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void givesMedianAndExtremesWhateverTheOrderOfRounds() {
        assertThat(Spread.of(30, 10, 50, 20, 40)).isEqualTo(new Spread(30, 10, 50));
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(30, 10, 50, 20)).isEqualTo(new Spread(25, 10, 50));
    }

    @Test
    void shareIsTheFarthestFromTheMedian() {
        assertThat(Spread.of(80, 100, 150).share()).isCloseTo(0.5, within(1e-9));
        assertThat(Spread.of(7).share()).isZero();
    }

    @Test
    void theLeastEventsASecondTakeTheMostNanoseconds() {
        assertThat(Spread.of(100, 200, 400).dividing(1_000)).isEqualTo(new Spread(5, 2.5, 10));
    }

    @Test
    void thereIsNoSpreadOfNothing() {
        assertThatThrownBy(Spread::of).hasMessageContaining("at least one");
    }
}
