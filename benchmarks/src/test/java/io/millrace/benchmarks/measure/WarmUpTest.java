package io.millrace.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void endsWithTheFirstTwoSuccessiveSamplesThatAgree() {
        assertThat(samplesUntilDone(100, 100)).isEqualTo(2);
        assertThat(samplesUntilDone(103, 100)).isEqualTo(2);
        assertThat(samplesUntilDone(100, 103)).isEqualTo(2);
        assertThat(samplesUntilDone(160, 120, 104, 100, 98)).isEqualTo(5);
    }

    @Test
    void comparesWithTheLastSampleOnly() {
        assertThat(samplesUntilDone(100, 90, 100, 90, 91)).isEqualTo(5);
    }

    @Test
    void neverEndsWithOneSample() {
        WarmUp warmUp = new WarmUp();

        warmUp.add(100);

        assertThat(warmUp.done()).isFalse();
    }

    @Test
    void endsAfterHalfAMinuteOfSamplesThatDiffer() {
        double[] falling =
                DoubleStream.iterate(1_000, nanos -> nanos * 0.9).limit(20).toArray();

        assertThat(samplesUntilDone(falling)).isEqualTo(10);
        assertThat(10 * WarmUp.SAMPLE.millis()).isEqualTo(30_000);
    }

    @Test
    void doesNotTakeSamplesWithoutEventsForSteady() {
        double none = Double.POSITIVE_INFINITY;

        assertThat(samplesUntilDone(none, none, none, 100, 100)).isEqualTo(5);
    }

    private static int samplesUntilDone(double... samples) {
        WarmUp warmUp = new WarmUp();
        int added = 0;
        for (double sample : samples) {
            warmUp.add(sample);
            added++;
            if (warmUp.done()) {
                return added;
            }
        }
        throw new AssertionError("the warm-up must end with the last of the samples, but goes on");
    }
}
