package io.millrace.benchmarks.measure;

/**
 * The durations of a measurement.
 *
 * @param settlingMillis how long events flow before they are counted, so that buffers fill and windows close
 * @param millis how long events are counted
 */
public record Timing(long settlingMillis, long millis) {}
