package io.millrace.benchmarks.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All results, each with the run that it is from.
 *
 * @param runs those that any of the cases is from
 */
public record BenchmarkResults(
        List<RunConditions> runs,
        List<Throughput> throughput,
        List<Latency> latency,
        List<EndToEnd> endToEnd,
        List<HotMethods> profiles) {
    public static final BenchmarkResults NONE = new BenchmarkResults(null, null, null, null, null);

    public BenchmarkResults(
            @Nullable List<RunConditions> runs,
            @Nullable List<Throughput> throughput,
            @Nullable List<Latency> latency,
            @Nullable List<EndToEnd> endToEnd,
            @Nullable List<HotMethods> profiles) {
        this.runs = copy(runs);
        this.throughput = copy(throughput);
        this.latency = copy(latency);
        this.endToEnd = copy(endToEnd);
        this.profiles = copy(profiles);
    }

    /** A file without a kind has none of it. */
    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Adds a case; it replaces an older one of the same id. */
    public BenchmarkResults with(RunConditions run, Measured measured) {
        return new BenchmarkResults(
                        Stream.concat(runs.stream().filter(known -> !known.id().equals(run.id())), Stream.of(run))
                                .toList(),
                        put(throughput, Throughput.class, measured),
                        put(latency, Latency.class, measured),
                        put(endToEnd, EndToEnd.class, measured),
                        put(profiles, HotMethods.class, measured))
                .withoutUnusedRuns();
    }

    /**
     * Adds all cases of other results. They replace those of the same ids, except that rounds of throughput are added to rounds
     * that were measured under the same conditions.
     */
    public BenchmarkResults with(BenchmarkResults others) {
        BenchmarkResults merged = this;
        for (Measured measured : others.cases()) {
            Measured all = measured instanceof Throughput rounds ? merged.withRounds(rounds, others) : measured;
            for (String run : all.runs()) {
                merged = merged.with(others.run(run).or(() -> run(run)).orElseThrow(), all);
            }
        }
        return merged;
    }

    /** If the same machine measured two cases of these results. */
    public boolean ofSameMachine(Measured one, Measured other) {
        return machine(one).equals(machine(other));
    }

    private Machine machine(Measured measured) {
        return run(measured.run()).orElseThrow().machine();
    }

    /** Those that are of a run, alone or with others. */
    BenchmarkResults of(RunConditions run) {
        return new BenchmarkResults(
                List.of(run), of(run, throughput), of(run, latency), of(run, endToEnd), of(run, profiles));
    }

    private static <M extends Measured> List<M> of(RunConditions run, List<M> cases) {
        return cases.stream().filter(one -> one.runs().contains(run.id())).toList();
    }

    private Throughput withRounds(Throughput measured, BenchmarkResults others) {
        RunConditions conditions = others.run(measured.run()).orElseThrow();
        return throughput.stream()
                .filter(known -> known.id().equals(measured.id()) && known.seconds() == measured.seconds())
                .filter(known -> Collections.disjoint(known.runs(), measured.runs()))
                .filter(known -> run(known.run()).orElseThrow().sameAs(conditions))
                .findAny()
                .map(known -> known.with(measured))
                .orElse(measured);
    }

    private Optional<RunConditions> run(String id) {
        return runs.stream().filter(run -> run.id().equals(id)).findAny();
    }

    private List<Measured> cases() {
        return Stream.<List<? extends Measured>>of(throughput, latency, endToEnd, profiles)
                .<Measured>flatMap(List::stream)
                .toList();
    }

    private BenchmarkResults withoutUnusedRuns() {
        Set<String> used = new HashSet<>();
        Stream.of(throughput, latency, endToEnd, profiles)
                .forEach(cases -> cases.forEach(measured -> used.addAll(measured.runs())));
        List<RunConditions> usedRuns =
                runs.stream().filter(run -> used.contains(run.id())).toList();
        return new BenchmarkResults(usedRuns, throughput, latency, endToEnd, profiles);
    }

    private static <M extends Measured> List<M> put(List<M> cases, Class<M> kind, Measured measured) {
        if (!kind.isInstance(measured)) {
            return cases;
        }
        List<M> changed = new ArrayList<>(cases);
        changed.removeIf(known -> known.id().equals(measured.id()));
        changed.add(kind.cast(measured));
        return changed;
    }
}
