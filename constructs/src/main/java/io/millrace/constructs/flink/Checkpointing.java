package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a job saves its state, to restart from. Immutable.
 *
 * @param interval time from the start of one checkpoint to the next; at least 1 second
 * @param minPause least time between the end of one checkpoint and the start of the next
 * @param state without checkpoints neither time counts
 */
public record Checkpointing(Duration interval, Duration minPause, State state) {
    /** What the service does with its configuration type {@code DEFAULT}: every 60 seconds, pausing at least 5. */
    public static final Checkpointing DEFAULT =
            new Checkpointing(Duration.ofSeconds(60), Duration.ofSeconds(5), State.ENABLED);

    /** Whether the service takes checkpoints (property {@code CheckpointingEnabled}). */
    public enum State {
        ENABLED,
        DISABLED
    }

    public Checkpointing {
        requireNonNull(interval, "interval is null");
        requireNonNull(minPause, "minPause is null");
        requireNonNull(state, "state is null");
    }

    /** Checkpoints with the service's default pause of 5 seconds. */
    public static Checkpointing every(Duration interval) {
        return new Checkpointing(interval, DEFAULT.minPause, State.ENABLED);
    }

    /** No checkpoints: a job that fails goes back to the last snapshot, and repeats all that it wrote since. */
    public static Checkpointing disabled() {
        return new Checkpointing(DEFAULT.interval, DEFAULT.minPause, State.DISABLED);
    }

    public Checkpointing minPause(Duration changed) {
        return new Checkpointing(interval, changed, state);
    }
}
