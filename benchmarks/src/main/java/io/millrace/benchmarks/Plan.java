package io.millrace.benchmarks;

import static java.util.stream.Collectors.toCollection;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.measure.Timing;
import io.millrace.benchmarks.pipeline.Benchmark;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Traffic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to measure for a job.
 *
 * @param keys numbers of keys, measured with one subtask
 * @param parallelisms numbers of subtasks, measured with one hot key and the lowest number of keys
 * @param backends state backends
 * @param implementations those of a job that it has are measured; parsing alone always is
 * @param rounds how often each implementation is measured, in turn with the others
 * @param timing of each measurement
 */
record Plan(
        List<Integer> keys,
        List<Integer> parallelisms,
        List<Backend> backends,
        Set<Implementation> implementations,
        int rounds,
        Timing timing) {
    /** The service's default: KinesisAnalyticsV2 takes a checkpoint a minute. */
    private static final long SERVICE_CHECKPOINT_MILLIS = 60_000;

    private static final Timing LONG = new Timing(30_000, 180_000, SERVICE_CHECKPOINT_MILLIS);

    Plan {
        keys = List.copyOf(keys);
        parallelisms = List.copyOf(parallelisms);
        backends = List.copyOf(backends);
        implementations = Set.copyOf(implementations);
    }

    /** Long enough on RocksDB for its levels to be compacted again and again. */
    static Plan longForm(List<Integer> keys, Set<Implementation> implementations, int rounds) {
        return new Plan(keys, List.of(), List.of(Backend.ROCKSDB), implementations, rounds, LONG);
    }

    /** The job, and the job without each of its measures. */
    static Set<Implementation> wholeAndAblated() {
        return Stream.of(Implementation.values())
                .filter(implementation -> implementation == Implementation.JOB
                        || implementation.ablation().isPresent())
                .collect(toCollection(() -> EnumSet.noneOf(Implementation.class)));
    }

    /** What to measure on a state backend. Parsing keeps no state: the first backend is enough. */
    Set<Implementation> implementations(Benchmark benchmark, Backend backend) {
        Set<Implementation> measured = EnumSet.copyOf(benchmark.implementations());
        measured.removeIf(implementation -> implementation == Implementation.PARSE
                ? backend != backends.get(0)
                : !implementations.contains(implementation));
        return measured;
    }

    /** @param traffics the kinds of traffic that apply to the job */
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

    /** The scenario for parsing alone, which does not depend on keys. */
    Scenario parsing() {
        return new Scenario(fewestKeys(), Traffic.USUAL, 1);
    }

    private int fewestKeys() {
        return keys.stream().mapToInt(Integer::intValue).min().orElseThrow();
    }
}
