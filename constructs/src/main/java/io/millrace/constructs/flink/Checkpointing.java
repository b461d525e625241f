package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a job saves its state, to restart from. Immutable.
 *
 * @param interval time from the start of one checkpoint to the next; at least 1 second
 * @param minPause least time between the end of one checkpoint and the start of the next
 */
public record Checkpointing(Duration interval, Duration minPause) {
    /** What the service does with its configuration type {@code DEFAULT}: every 60 seconds, pausing at least 5. */
    public static final Checkpointing DEFAULT = new Checkpointing(Duration.ofSeconds(60), Duration.ofSeconds(5));

    public Checkpointing {
        requireNonNull(interval, "interval is null");
        requireNonNull(minPause, "minPause is null");
    }

    /** Checkpoints with the service's default pause of 5 seconds. */
    public static Checkpointing every(Duration interval) {
        return new Checkpointing(interval, DEFAULT.minPause);
    }

    public Checkpointing minPause(Duration changed) {
        return new Checkpointing(interval, changed);
    }
}
