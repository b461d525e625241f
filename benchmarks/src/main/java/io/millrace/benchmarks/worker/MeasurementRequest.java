package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.measure.Timing;

/** What a worker is to measure. */
record MeasurementRequest(Scenario scenario, Timing effort, Wanted wanted) {
    /** What the answer says. */
    enum Wanted {
        SPEED,
        /** Takes a savepoint longer. */
        SPEED_AND_STATE
    }
}
