package io.millrace.local.console;

import io.millrace.console.report.ApplicationReport;
import io.millrace.console.report.EdgeReport;
import io.millrace.console.report.EdgeReport.Direction;
import io.millrace.console.report.SamplesReport;
import io.millrace.console.report.StageStatusReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The figures of the last hour that the page plots: a sample each 10 s. */
final class SampleRing {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final int SAMPLES = 360;

    private record Sample(long atMillis, Map<String, Double> values) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long lastMillis;

    /** Keeps a sample of a report, unless the one before is younger than the interval. */
    synchronized void add(StageStatusReport stage) {
        if (stage.atMillis() - lastMillis < INTERVAL.toMillis() - 500) {
            return;
        }
        lastMillis = stage.atMillis();
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(stage.atMillis(), values(stage)));
    }

    private static Map<String, Double> values(StageStatusReport stage) {
        Map<String, Double> values = new HashMap<>();
        for (EdgeReport edge : stage.edges()) {
            String of = edge.application() + "/" + edge.group();
            edge.recordsPerSecond().ifPresent(rate -> values.put("rate/" + of, rate));
            edge.lagMillis().ifPresent(lag -> values.put("lag/" + of, (double) lag));
            String behind = edge.direction() == Direction.OUT ? "latency/" : "delay/";
            edge.behindMillis().ifPresent(millis -> values.put(behind + of, (double) millis));
        }
        for (ApplicationReport application : stage.applications()) {
            application
                    .checkpoints()
                    .lastBytes()
                    .ifPresent(bytes -> values.put("checkpoint/" + application.name(), (double) bytes));
            application.busyPercent().ifPresent(busy -> values.put("busy/" + application.name(), (double) busy));
        }
        return values;
    }

    /** All samples, oldest first. */
    synchronized SamplesReport report() {
        TreeSet<String> names = new TreeSet<>();
        samples.forEach(sample -> names.addAll(sample.values().keySet()));
        List<Long> times = samples.stream().map(Sample::atMillis).toList();
        Map<String, List<@Nullable Double>> series = new TreeMap<>();
        names.forEach(name -> {
            List<@Nullable Double> column = new ArrayList<>(samples.size());
            samples.forEach(sample -> column.add(sample.values().get(name)));
            series.put(name, Collections.unmodifiableList(column));
        });
        return new SamplesReport(times, series);
    }
}
