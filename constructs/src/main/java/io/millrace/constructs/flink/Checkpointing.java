package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a job saves its state, to restart from. Immutable.
 *
 * @param interval time from the start of one checkpoint to the start of the next; at least 1 second
 * @param minPause minimum time from the end of one checkpoint to the start of the next
 * @param state whether there are checkpoints; without them the times are ignored
 */
public record Checkpointing(Duration interval, Duration minPause, State state) {
    /** The service's own default: every 60 seconds, with a pause of at least 5. */
    public static final Checkpointing DEFAULT = every(Duration.ofSeconds(60));

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
        return every(interval, Duration.ofSeconds(5));
    }

    /** Checkpoints with a pause. */
    public static Checkpointing every(Duration interval, Duration minPause) {
        return new Checkpointing(interval, minPause, State.ENABLED);
    }

    /** No checkpoints: a job that fails goes back to the last snapshot, and writes its results since then again. */
    public static Checkpointing disabled() {
        return new Checkpointing(DEFAULT.interval, DEFAULT.minPause, State.DISABLED);
    }
}
