package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.pipeline.Traffic;

/**
 * The input and parallelism of a measurement.
 *
 * @param keys the number of keys
 * @param traffic the distribution of events over keys
 * @param parallelism of every operator, at most {@link BenchmarkCluster#SLOTS}
 */
public record Scenario(int keys, Traffic traffic, int parallelism) {}
