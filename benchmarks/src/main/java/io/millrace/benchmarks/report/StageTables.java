package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.EndToEnd;
import io.millrace.benchmarks.results.Latency;
import io.millrace.benchmarks.results.StageCase;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of what was measured through real servers. */
final class StageTables {
    private StageTables() {}

    private record Column<C>(String header, Function<C, String> cell) {}

    static String latency(BenchmarkResults results, List<String> jobs) {
        return table(
                results.latency(),
                jobs,
                Comparator.comparing(Latency::outOfOrdernessMillis).reversed().thenComparing(Latency::loadPercent),
                Stream.of(
                        new Column<>("out of order, ms", one -> Labels.whole(one.outOfOrdernessMillis())),
                        new Column<>("load", one -> isQuiet(one) ? "bursts" : one.loadPercent() + " %"),
                        loaded("events/s", one -> Labels.whole(one.eventsPerSecond())),
                        new Column<>("p50, ms", one -> Labels.whole(one.p50Millis())),
                        new Column<>("p99, ms", one -> Labels.whole(one.p99Millis())),
                        new Column<>("max, ms", one -> Labels.whole(one.maxMillis())),
                        new Column<>("results", one -> Labels.whole(one.results())),
                        loaded("producer behind, ms", one -> Labels.whole(one.producerBehindMillis())),
                        loaded("Flink, cores", one -> cores(one.flinkCores())),
                        loaded("server, cores", one -> cores(one.serverCores())),
                        loaded("producer, cores", one -> cores(one.benchCores()))));
    }

    /** A column that is empty for a quiet stream. */
    private static Column<Latency> loaded(String header, Function<Latency, String> cell) {
        return new Column<>(header, one -> isQuiet(one) ? "" : cell.apply(one));
    }

    private static boolean isQuiet(Latency one) {
        return one.loadPercent() == 0;
    }

    static String endToEnd(BenchmarkResults results, List<String> jobs) {
        return table(
                results.endToEnd(),
                jobs,
                Comparator.comparing(EndToEnd::keys),
                Stream.of(
                        new Column<>("keys", one -> Labels.keys(one.keys())),
                        new Column<>("events/s", one -> Labels.whole(one.eventsPerSecond())),
                        new Column<>("events/s per core", one -> Labels.whole(one.eventsPerCoreSecond())),
                        new Column<>("Flink, cores", one -> cores(one.flinkCores())),
                        new Column<>("server, cores", one -> cores(one.serverCores())),
                        new Column<>("producer, cores", one -> cores(one.benchCores())),
                        new Column<>("recovery, s", one -> seconds(one.recoveryMillis())),
                        new Column<>("rescaling, s", one -> seconds(one.rescaleMillis())),
                        new Column<>("checkpoint, MB", one -> megabytes(one.checkpointBytes())),
                        new Column<>("written, MB", one -> megabytes(one.checkpointWrittenBytes())),
                        new Column<>("checkpoint, ms", one -> Labels.whole(one.checkpointMillis()))));
    }

    /** A table that begins with the columns that identify a job on a stage. */
    private static <C extends StageCase> String table(
            List<C> cases, List<String> jobs, Comparator<C> order, Stream<Column<C>> columns) {
        if (cases.isEmpty()) {
            return Region.NO_RESULTS;
        }
        List<Column<C>> all = Stream.concat(
                        Stream.of(
                                new Column<C>("job", one -> "`" + one.job() + "`"),
                                new Column<C>("streams", one -> Labels.streams(one.streams())),
                                new Column<C>("runtime", StageCase::runtime),
                                new Column<C>("state", one -> Labels.backend(one.backend()))),
                        columns)
                .toList();
        Table table = new Table(5, all.stream().map(Column::header).toList());
        cases.stream()
                .sorted(Comparator.comparing((C one) -> jobs.indexOf(one.job()))
                        .thenComparing(StageCase::streams)
                        .thenComparing(StageCase::runtime)
                        .thenComparing(StageCase::backend, Labels.byBackend())
                        .thenComparing(order))
                .forEach(one -> table.row(
                        all.stream().map(column -> column.cell().apply(one)).toList()));
        return table.text();
    }

    private static String cores(double cores) {
        return String.format(Locale.ROOT, "%.2f", cores);
    }

    private static String seconds(@Nullable Long millis) {
        return millis == null ? "" : String.format(Locale.ROOT, "%.1f", millis / 1e3);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }
}
