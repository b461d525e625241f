package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.RunMetrics;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has measured.
 *
 * @param stateBytes null if it was not asked for
 */
public record MeasurementResult(
        RunMetrics measurement, @Nullable Long stateBytes) {}
