package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.measure.Timing;
import io.millrace.benchmarks.pipeline.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is measured of a job.
 *
 * @param keys numbers of keys, measured with one subtask
 * @param parallelisms numbers of subtasks, measured with one hot key among the least number of keys
 * @param backends state backends
 * @param rounds how often each contender is measured, in turn with the others
 * @param effort of each measurement
 */
record Plan(List<Integer> keys, List<Integer> parallelisms, List<Backend> backends, int rounds, Timing effort) {
    private static final long WARM_UP_MILLIS = 6_000;

    Plan {
        keys = List.copyOf(keys);
        parallelisms = List.copyOf(parallelisms);
        backends = List.copyOf(backends);
    }

    /** @param traffics what it makes sense to measure of the job */
    List<Scenario> scenarios(Set<Traffic> traffics) {
        List<Scenario> scenarios = new ArrayList<>();
        for (int count : keys) {
            scenarios.add(new Scenario(count, Traffic.USUAL, 1));
        }
        for (int parallelism : parallelisms) {
            scenarios.add(new Scenario(fewestKeys(), Traffic.ONE_HOT_KEY, parallelism));
        }
        scenarios.removeIf(scenario -> !traffics.contains(scenario.traffic()));
        return scenarios;
    }

    /** What reading alone is measured with: keys do not matter to it. */
    Scenario reading() {
        return new Scenario(fewestKeys(), Traffic.USUAL, 1);
    }

    private int fewestKeys() {
        return keys.stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    /** What a worker does first, for the compiler's sake. */
    Timing warmUp() {
        return new Timing(WARM_UP_MILLIS, 0);
    }
}
