package io.millrace.benchmarks.measure;

/**
 * How long a measurement takes.
 *
 * @param settlingMillis how long events flow before they are counted: buffers fill, windows begin to close
 * @param millis how long they are counted
 */
public record Timing(long settlingMillis, long millis) {}
