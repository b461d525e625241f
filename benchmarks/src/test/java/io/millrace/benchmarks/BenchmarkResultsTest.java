package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.BenchmarkResults.Case;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.benchmarks.worker.MeasurementResult;
import org.junit.jupiter.api.Test;

class BenchmarkResultsTest {
    private static final Case MEASURED =
            new Case(Implementation.JOB, Backend.HASHMAP, new Scenario(10_000, Traffic.USUAL, 1));

    @Test
    void givesMedianAndExtremesWhateverTheOrderOfRounds() {
        BenchmarkResults results = results(30, 10, 50, 20, 40);

        assertThat(results.spread(MEASURED, RunMetrics::eventsPerSecond)).contains(new Spread(10, 30, 50));
        assertThat(results.byCase().get(MEASURED))
                .extracting(round -> round.measurement().eventsPerSecond())
                .containsExactly(30.0, 10.0, 50.0, 20.0, 40.0);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(results(30, 10, 50, 20).median(MEASURED, RunMetrics::eventsPerSecond))
                .hasValue(25);
    }

    @Test
    void whatWasNotMeasuredHasNoSpread() {
        assertThat(results().spread(MEASURED, RunMetrics::eventsPerSecond)).isEmpty();
    }

    private static BenchmarkResults results(double... rounds) {
        BenchmarkResults results = new BenchmarkResults();
        for (double eventsPerSecond : rounds) {
            results.add(MEASURED, new MeasurementResult(new RunMetrics(eventsPerSecond, 1, 1, 1), null));
        }
        return results;
    }
}
