package io.millrace.benchmarks.worker;

import io.millrace.benchmarks.measure.Effort;
import io.millrace.benchmarks.measure.Scenario;

/** What a worker is to measure. */
record Order(Scenario scenario, Effort effort, Wanted wanted) {
    /** What the answer says. */
    enum Wanted {
        SPEED,
        /** Takes a savepoint longer. */
        SPEED_AND_STATE
    }
}
