package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * When a stack is deleted.
 *
 * @param time of every day, in UTC; whole minutes. A stack that others import from is deleted after them, or else not
 *     before the next night
 */
public record NightlyDeletionProps(LocalTime time) {
    public NightlyDeletionProps {
        requireNonNull(time, "time is null");
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("a stack must be deleted at a whole minute, got '" + time + "'");
        }
    }
}
