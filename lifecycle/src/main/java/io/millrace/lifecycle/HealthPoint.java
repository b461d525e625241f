package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A minute of a job's metrics.
 *
 * @param minute its beginning
 * @param restarts since the job was submitted
 * @param runningMillis since the job last started
 */
record HealthPoint(Instant minute, double restarts, double runningMillis) {
    HealthPoint {
        requireNonNull(minute, "minute is null");
    }
}
