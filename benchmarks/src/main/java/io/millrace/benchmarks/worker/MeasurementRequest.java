package io.millrace.benchmarks.worker;

import static java.util.Objects.requireNonNull;

import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.measure.Timing;
import org.jspecify.annotations.Nullable;

/**
 * A request to a worker.
 *
 * @param timing null for a warm-up, which ends by itself
 */
record MeasurementRequest(Scenario scenario, @Nullable Timing timing, Wanted wanted) {
    /** The timing of a measurement. */
    Timing requireTiming() {
        return requireNonNull(timing, "a measurement must have a timing");
    }

    long checkpointMillis() {
        return timing == null ? Timing.CHECKPOINT_MILLIS : timing.checkpointMillis();
    }

    /** What to measure. */
    enum Wanted {
        /** Until the processor time per event is steady. */
        WARM_UP,
        SPEED,
        /** Also takes a savepoint. */
        SPEED_AND_STATE,
        /** Also samples the threads. */
        SPEED_AND_PROFILE
    }
}
