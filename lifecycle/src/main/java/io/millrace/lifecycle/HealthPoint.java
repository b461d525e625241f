package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The metrics of a job in one minute.
 *
 * @param minute the start of the minute
 * @param restarts since the job was submitted
 * @param runningMillis since the job last started
 */
record HealthPoint(Instant minute, double restarts, double runningMillis) {
    HealthPoint {
        requireNonNull(minute, "minute is null");
    }
}
