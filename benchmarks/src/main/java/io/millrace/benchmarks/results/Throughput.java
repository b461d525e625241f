package io.millrace.benchmarks.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The throughput of one implementation in one scenario, from memory to nowhere.
 *
 * @param run that of the first round
 * @param form {@code standard}, {@code ablations} or {@code long}: cases of different forms are not compared
 * @param implementation {@code job} or one of its rivals, in lower case; {@code parse} is reading and parsing alone
 * @param backend state backend, in lower case
 * @param traffic distribution of events over keys, in lower case
 * @param seconds the duration of each round
 * @param rounds in the order of their measurement
 * @param stateBytes size of a savepoint after the first round; null if none was taken
 * @param moreRuns those of later rounds, under the same conditions; null if there are none
 */
public record Throughput(
        String run,
        String job,
        String form,
        String implementation,
        String backend,
        int keys,
        String traffic,
        int parallelism,
        double seconds,
        List<Round> rounds,
        @Nullable Long stateBytes,
        @Nullable List<String> moreRuns)
        implements Measured {
    public Throughput {
        rounds = List.copyOf(rounds);
        moreRuns = moreRuns == null ? null : List.copyOf(moreRuns);
    }

    /**
     * One measurement.
     *
     * @param eventsPerSecond by the clock
     * @param eventsPerCoreSecond by the processor time of the process, without JIT compilation
     * @param maxEventsPerSecond by the processor time of the busiest thread: what it allows, given cores enough
     * @param checkpoints completed meanwhile
     */
    public record Round(long eventsPerSecond, long eventsPerCoreSecond, long maxEventsPerSecond, long checkpoints) {}

    /** What identifies a case. */
    public record Id(
            String job,
            String form,
            String implementation,
            String backend,
            int keys,
            String traffic,
            int parallelism) {}

    @Override
    @JsonIgnore
    public Id id() {
        return new Id(job, form, implementation, backend, keys, traffic, parallelism);
    }

    @Override
    public List<String> runs() {
        return Stream.concat(Stream.of(run), Stream.ofNullable(moreRuns).flatMap(List::stream))
                .toList();
    }

    /** With the rounds of another measurement of the same case, of other runs. */
    Throughput with(Throughput more) {
        return new Throughput(
                run,
                job,
                form,
                implementation,
                backend,
                keys,
                traffic,
                parallelism,
                seconds,
                Stream.concat(rounds.stream(), more.rounds.stream()).toList(),
                stateBytes,
                Stream.concat(runs().stream().skip(1), more.runs().stream()).toList());
    }

    /** The median over the rounds, with its spread. */
    public Spread spread(ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }
}
