package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.pipeline.Traffic;

/**
 * What a contender is put to.
 *
 * @param keys how many keys there are
 * @param traffic how events spread over the keys
 * @param parallelism of every operator, at most {@link BenchmarkCluster#SLOTS}
 */
public record Scenario(int keys, Traffic traffic, int parallelism) {}
