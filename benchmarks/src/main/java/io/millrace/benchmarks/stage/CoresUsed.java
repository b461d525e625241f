package io.millrace.benchmarks.stage;

/**
 * How many cores the processes of a load use.
 *
 * @param flink Flink, without JIT compilation
 * @param server the server of the streams
 * @param bench this process, which sends events and reads results
 */
public record CoresUsed(double flink, double server, double bench) {}
