package io.millrace.benchmarks.report;

import io.millrace.benchmarks.plot.Marker;
import io.millrace.benchmarks.plot.Panels;
import io.millrace.benchmarks.plot.Point;
import io.millrace.benchmarks.plot.Series;
import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Latency;
import io.millrace.benchmarks.stage.StagePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The plots of latency by load, one file for each kind of streams. */
final class LatencyPlots {
    private static final String BACKEND = "rocksdb";
    private static final String RUNTIME = "FLINK-2_2";

    private LatencyPlots() {}

    /** The plots by the names of their files. */
    static Map<String, String> files(BenchmarkResults results, List<String> jobs) {
        Map<String, String> files = new TreeMap<>();
        for (String streams : List.of("kinesis", "kafka")) {
            List<Panels.Panel> panels = new ArrayList<>();
            for (String job : jobs) {
                List<Latency> loads = results.latency().stream()
                        .filter(one -> one.job().equals(job)
                                && one.streams().equals(streams)
                                && one.runtime().equals(RUNTIME)
                                && one.backend().equals(BACKEND)
                                && one.outOfOrdernessMillis() == StagePlan.DEFAULT_OUT_OF_ORDERNESS.toMillis()
                                && one.loadPercent() > 0)
                        .sorted(Comparator.comparing(Latency::loadPercent))
                        .toList();
                if (!loads.isEmpty()) {
                    panels.add(new Panels.Panel(
                            job,
                            List.of(
                                    series("p50", Marker.CIRCLE, loads, Latency::p50Millis),
                                    series("p99", Marker.SQUARE, loads, Latency::p99Millis),
                                    series("maximum", Marker.TRIANGLE, loads, Latency::maxMillis))));
                }
            }
            files.put(
                    "latency-%s.svg".formatted(streams),
                    new Panels(
                                    "Latency by load through %s, state in RocksDB, 2 s out of order"
                                            .formatted(Labels.streams(streams)),
                                    "% of the highest sustainable load",
                                    false,
                                    "ms after the result was due",
                                    false,
                                    panels)
                            .svg());
        }
        return files;
    }

    private static Series series(String name, Marker marker, List<Latency> loads, ToLongFunction<Latency> figure) {
        return new Series(
                name,
                marker,
                loads.stream()
                        .map(one -> Point.of(one.loadPercent(), (double) figure.applyAsLong(one)))
                        .toList());
    }
}
