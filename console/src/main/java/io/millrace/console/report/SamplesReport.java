package io.millrace.console.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the last hour, in columns.
 *
 * @param atMillis the times of the samples, oldest first
 * @param series a value for each time, null where there was none, by name: {@code rate}, {@code lag}, {@code delay},
 *     {@code latency}, {@code checkpoint} or {@code busy}, then the application, then the property group of the stream, joined by slashes. Rates are in
 *     records per second, {@code lag}, {@code delay} (of event time behind the clock, at an input) and
 *     {@code latency} (the same at an output: how late results come out) in milliseconds, checkpoints in bytes,
 *     {@code busy} in percent.
 */
public record SamplesReport(List<Long> atMillis, Map<String, List<@Nullable Double>> series) {
    public SamplesReport {
        atMillis = List.copyOf(atMillis);
        series = Map.copyOf(series);
    }
}
