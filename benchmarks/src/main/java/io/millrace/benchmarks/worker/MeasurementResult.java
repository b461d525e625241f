package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.RunMetrics;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a worker.
 *
 * @param stateBytes null if not requested
 */
public record MeasurementResult(
        RunMetrics measurement, @Nullable Long stateBytes) {}
