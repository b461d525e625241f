package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.measure.Timing;

/** A request to a worker. */
record MeasurementRequest(Scenario scenario, Timing timing, Wanted wanted) {
    /** What to measure. */
    enum Wanted {
        SPEED,
        /** Also takes a savepoint. */
        SPEED_AND_STATE,
        /** Also samples the threads. */
        SPEED_AND_PROFILE
    }
}
