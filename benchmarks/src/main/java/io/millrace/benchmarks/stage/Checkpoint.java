package io.millrace.benchmarks.stage;

/**
 * A completed checkpoint.
 *
 * @param stateBytes size of all state
 * @param writtenBytes what the checkpoint wrote itself, since it is incremental
 * @param millis from its trigger to its completion
 */
public record Checkpoint(long stateBytes, long writtenBytes, long millis) {}
