package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.EndToEnd;
import io.millrace.benchmarks.results.HotMethods;
import io.millrace.benchmarks.results.Latency;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables of what was measured through real servers, and of profiles. */
final class StageTables {
    private StageTables() {}

    static String latency(BenchmarkResults results, List<String> jobs) {
        if (results.latency().isEmpty()) {
            return Region.NO_RESULTS;
        }
        Table table = new Table(
                4,
                List.of(
                        "job",
                        "streams",
                        "state",
                        "load",
                        "events/s",
                        "p50, ms",
                        "p99, ms",
                        "max, ms",
                        "results",
                        "producer behind, ms",
                        "Flink, cores",
                        "server, cores",
                        "producer, cores"));
        results.latency().stream()
                .sorted(Comparator.comparing(Latency::job, Comparator.comparingInt(jobs::indexOf))
                        .thenComparing(Latency::streams)
                        .thenComparing(Latency::backend, Labels.byBackend())
                        .thenComparing(Latency::loadPercent))
                .forEach(one -> table.row(List.of(
                        "`" + one.job() + "`",
                        Labels.streams(one.streams()),
                        Labels.backend(one.backend()),
                        one.loadPercent() == 0 ? "bursts" : one.loadPercent() + " %",
                        one.loadPercent() == 0 ? "" : Labels.whole(one.eventsPerSecond()),
                        Labels.whole(one.p50Millis()),
                        Labels.whole(one.p99Millis()),
                        Labels.whole(one.maxMillis()),
                        Labels.whole(one.results()),
                        one.loadPercent() == 0 ? "" : Labels.whole(one.producerBehindMillis()),
                        one.loadPercent() == 0 ? "" : cores(one.flinkCores()),
                        one.loadPercent() == 0 ? "" : cores(one.serverCores()),
                        one.loadPercent() == 0 ? "" : cores(one.benchCores()))));
        return table.text();
    }

    static String endToEnd(BenchmarkResults results, List<String> jobs) {
        if (results.endToEnd().isEmpty()) {
            return Region.NO_RESULTS;
        }
        Table table = new Table(
                4,
                List.of(
                        "job",
                        "streams",
                        "state",
                        "keys",
                        "events/s",
                        "events/s per core",
                        "Flink, cores",
                        "server, cores",
                        "producer, cores",
                        "recovery, s",
                        "rescaling, s",
                        "checkpoint, MB",
                        "written, MB",
                        "checkpoint, ms"));
        results.endToEnd().stream()
                .sorted(Comparator.comparing(EndToEnd::job, Comparator.comparingInt(jobs::indexOf))
                        .thenComparing(EndToEnd::streams)
                        .thenComparing(EndToEnd::backend, Labels.byBackend())
                        .thenComparing(EndToEnd::keys))
                .forEach(one -> table.row(List.of(
                        "`" + one.job() + "`",
                        Labels.streams(one.streams()),
                        Labels.backend(one.backend()),
                        Labels.keys(one.keys()),
                        Labels.whole(one.eventsPerSecond()),
                        Labels.whole(one.eventsPerCoreSecond()),
                        cores(one.flinkCores()),
                        cores(one.serverCores()),
                        cores(one.benchCores()),
                        seconds(one.recoveryMillis()),
                        seconds(one.rescaleMillis()),
                        megabytes(one.checkpointBytes()),
                        megabytes(one.checkpointWrittenBytes()),
                        Labels.whole(one.checkpointMillis()))));
        return table.text();
    }

    static String profile(BenchmarkResults results, String job) {
        StringBuilder text = new StringBuilder();
        for (HotMethods one : results.profiles().stream()
                .filter(profile -> profile.job().equals(job))
                .sorted(Comparator.comparing(HotMethods::backend, Labels.byBackend()))
                .toList()) {
            Table table = new Table(1, List.of("hottest methods, " + Labels.backend(one.backend()), "share"));
            one.methods()
                    .forEach(hot -> table.row(List.of(
                            "`" + hot.method() + "`",
                            String.format(Locale.ROOT, "%.1f %%", 100.0 * hot.samples() / one.samples()))));
            text.append(text.isEmpty() ? "" : "\n").append(table.text());
        }
        return text.isEmpty() ? Region.NO_RESULTS : text.toString();
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
