package io.millrace.benchmarks.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AwsEstimateTest {
    private static final AwsEstimate MILLION = new AwsEstimate(1_000_000, 0.11);

    @Test
    void aKpuTakesWhatACoreTakes() {
        assertThat(MILLION.kpus(1_000_000)).isEqualTo(1);
        assertThat(MILLION.kpus(999_999)).isEqualTo(2);
        assertThat(MILLION.kpus(125_000)).isEqualTo(8);
    }

    @Test
    void aBillionEventsCostTheHoursOfACore() {
        // 1e9 / 100 000 per second = 10 000 s = 2.78 h
        assertThat(MILLION.usdPerBillion(100_000)).isCloseTo(0.3056, within(1e-4));
    }

    @Test
    void smallRecordsNeedAShardForAThousandUnlessTheyAreAggregated() {
        assertThat(MILLION.shards(90)).isEqualTo(1_000);
        assertThat(MILLION.aggregatedShards(90)).isEqualTo(95);
    }

    @Test
    void largeRecordsNeedAShardForAMegabyte() {
        assertThat(MILLION.shards(4_096)).isEqualTo(3_907);
    }

    @Test
    void thePriceIsThatOfTheTable() {
        assertThat(AwsEstimate.of(1).usdPerKpuHour()).isPositive();
    }

    @Test
    void refusesARateOfNothing() {
        assertThatThrownBy(() -> MILLION.kpus(0)).hasMessage("events per second and core must be above 0, got '0.0'");
    }
}
