package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What the stack was doing when it sent a request: an update, a rollback of one, and so on. A stack logs an event whenever it
 * begins something else.
 *
 * @param began when the stack began it; older operations of an application do not belong to this deploy
 * @param rollback whether the stack returns to its previous template
 * @param over whether the stack does something else by now, so that nobody waits for the request any more
 */
record StackPhase(Instant began, boolean rollback, boolean over) {
    StackPhase {
        requireNonNull(began, "began is null");
    }

    /** An event of the stack itself, as opposed to its resources. */
    record Event(Instant time, String status) {
        Event {
            requireNonNull(time, "time is null");
            requireNonNull(status, "status is null");
        }
    }

    /**
     * The phase of a request. Without an older event, the request itself begins it.
     *
     * @param newest the stack's newest event
     */
    static StackPhase of(Instant startedAt, Optional<Event> newest) {
        return newest.filter(event -> !event.time().isAfter(startedAt))
                .map(event -> new StackPhase(event.time(), event.status().contains("ROLLBACK"), false))
                .orElse(new StackPhase(startedAt, false, newest.isPresent()));
    }
}
