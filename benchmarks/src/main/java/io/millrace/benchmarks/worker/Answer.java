package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has measured.
 *
 * @param stateBytes null if it was not asked for
 */
public record Answer(Measurement measurement, @Nullable Long stateBytes) {}
