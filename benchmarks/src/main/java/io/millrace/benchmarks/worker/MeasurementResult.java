package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.profile.Profiler.Samples;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a worker.
 *
 * @param stateBytes null if not requested
 * @param profile null if not requested
 */
public record MeasurementResult(
        RunMetrics measurement,
        @Nullable Long stateBytes,
        @Nullable Samples profile) {}
