package io.millrace.benchmarks.report;

import io.millrace.benchmarks.plot.Panels;
import io.millrace.benchmarks.plot.Point;
import io.millrace.benchmarks.plot.Rows;
import io.millrace.benchmarks.plot.Series;
import io.millrace.benchmarks.report.Cases.Setting;
import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Spread;
import io.millrace.benchmarks.results.Throughput.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plots of throughput, one file for each state backend. */
final class ThroughputPlots {
    private static final double NANOS = 1e9;

    private final BenchmarkResults results;
    private final List<String> jobs;

    /** @param jobs in the order in which they are shown */
    ThroughputPlots(BenchmarkResults results, List<String> jobs) {
        this.results = results;
        this.jobs = jobs;
    }

    /** The plots by the names of their files. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String backend : Labels.backends()) {
            files.put("throughput-%s.svg".formatted(backend), throughput(backend));
            files.put("keys-%s.svg".formatted(backend), keys(backend));
            files.put("hot-key-%s.svg".formatted(backend), hotKey(backend));
        }
        return files;
    }

    private String throughput(String backend) {
        List<Rows.Row> rows = new ArrayList<>();
        for (String job : jobs) {
            Cases cases = Cases.of(results, job, Labels.USUAL);
            for (Setting setting : cases.settings(backend)) {
                List<Series> series = new ArrayList<>();
                for (String contender : cases.contenders()) {
                    cases.spread(contender, setting, Round::eventsPerCoreSecond)
                            .ifPresent(spread -> series.add(series(contender, List.of(point(0, spread)))));
                }
                rows.add(new Rows.Row(job, Labels.keys(setting.keys()) + " keys", series));
            }
        }
        return new Rows(
                        "Throughput per core, state in " + Labels.backend(backend),
                        "events a second and core; logarithmic; bars span all rounds",
                        rows)
                .svg();
    }

    private String keys(String backend) {
        return new Panels(
                        "Cost of an event by number of keys, state in " + Labels.backend(backend),
                        "keys (logarithmic)",
                        true,
                        "ns of CPU an event (logarithmic)",
                        true,
                        panels(backend, Labels.USUAL, (cases, contender, setting) -> cases.spread(
                                        contender, setting, Round::eventsPerCoreSecond)
                                .map(spread -> point(setting.keys(), spread.dividing(NANOS)))))
                .svg();
    }

    private String hotKey(String backend) {
        return new Panels(
                        "One hot key by number of subtasks, state in " + Labels.backend(backend),
                        "subtasks",
                        false,
                        "max. events a second",
                        false,
                        panels(backend, Labels.ONE_HOT_KEY, (cases, contender, setting) -> cases.spread(
                                        contender, setting, Round::maxEventsPerSecond)
                                .map(spread -> point(setting.parallelism(), spread))))
                .svg();
    }

    /** The point of a setting; empty if it was not measured. */
    private interface PointOf {
        Optional<Point> setting(Cases cases, String contender, Setting setting);
    }

    private List<Panels.Panel> panels(String backend, String traffic, PointOf point) {
        List<Panels.Panel> panels = new ArrayList<>();
        for (String job : jobs) {
            Cases cases = Cases.of(results, job, traffic);
            List<Series> series = new ArrayList<>();
            for (String contender : cases.contenders()) {
                List<Point> line = cases.settings(backend).stream()
                        .flatMap(setting -> point.setting(cases, contender, setting).stream())
                        .toList();
                if (!line.isEmpty()) {
                    series.add(series(contender, line));
                }
            }
            if (!series.isEmpty()) {
                panels.add(new Panels.Panel(job, series));
            }
        }
        return panels;
    }

    private static Series series(String contender, List<Point> points) {
        return new Series(Labels.implementation(contender), Labels.marker(contender), points);
    }

    private static Point point(double x, Spread spread) {
        return new Point(x, spread.median(), spread.least(), spread.most());
    }
}
