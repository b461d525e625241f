package io.millrace.benchmarks.measure;

/**
 * The durations of a measurement.
 *
 * @param settlingMillis how long events flow before they are counted, so that buffers fill and windows close
 * @param millis how long events are counted
 * @param checkpointMillis interval of the checkpoints
 */
public record Timing(long settlingMillis, long millis, long checkpointMillis) {
    /** A measurement of seconds should include one checkpoint, not many. */
    public static final long CHECKPOINT_MILLIS = 10_000;

    /** With checkpoints every ten seconds. */
    public Timing(long settlingMillis, long millis) {
        this(settlingMillis, millis, CHECKPOINT_MILLIS);
    }
}
