package io.millrace.benchmarks.results;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All results, each with the run that it is from.
 *
 * @param runs those that any of the cases is from
 */
public record Results(List<Run> runs, List<Throughput> throughput) {
    public static final Results NONE = new Results(List.of(), List.of());

    public Results {
        runs = List.copyOf(runs);
        throughput = List.copyOf(throughput);
    }

    /** Adds a case; it replaces an older one of the same id. */
    public Results with(Run run, Throughput measured) {
        return with(run, put(throughput, measured));
    }

    /** Drops what other runs have measured of a job's throughput: its cases are then all of one run. */
    public Results onlyThroughputOf(Run run, String job) {
        return with(run, only(throughput, run, job));
    }

    private Results with(Run run, List<Throughput> newThroughput) {
        Set<String> used = new HashSet<>();
        newThroughput.forEach(measured -> used.add(measured.run()));
        List<Run> newRuns = Stream.concat(
                        runs.stream().filter(known -> !known.id().equals(run.id())), Stream.of(run))
                .filter(known -> used.contains(known.id()))
                .toList();
        return new Results(newRuns, newThroughput);
    }

    public Run run(Measured measured) {
        return runs.stream()
                .filter(run -> run.id().equals(measured.run()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "run of a case must be one of 'runs', got '" + measured.run() + "'; measure the case again"));
    }

    private static <M extends Measured> List<M> put(List<M> cases, M measured) {
        List<M> changed = new ArrayList<>(cases);
        changed.removeIf(known -> known.id().equals(measured.id()));
        changed.add(measured);
        return changed;
    }

    private static <M extends Measured> List<M> only(List<M> cases, Run run, String job) {
        return cases.stream()
                .filter(measured ->
                        !measured.job().equals(job) || measured.run().equals(run.id()))
                .toList();
    }
}
