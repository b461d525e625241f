package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * When a stack is deleted.
 *
 * @param time of every day, in UTC; whole minutes. A stack that other stacks import from needs a later time than they
 *     have, or it stays until the next night
 */
public record NightlyDeletionProps(LocalTime time) {
    public NightlyDeletionProps {
        requireNonNull(time, "time is null");
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("a stack must be deleted at a whole minute, got '" + time + "'");
        }
    }
}
