package io.millrace.benchmarks.measure;

/**
 * How long a measurement takes. It ends with the first of the last two.
 *
 * @param settlingMillis how long events flow before they are counted: buffers fill, windows begin to close
 * @param events how many are counted
 * @param limitMillis how long they are counted at most
 */
public record Effort(long settlingMillis, long events, long limitMillis) {}
