package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything known about an application at one time.
 *
 * @param application empty when it does not exist
 * @param operations sorted by start, newest first
 * @param failedUpdateTo version that the newest update of this deploy led to, if it failed and the service tells
 * @param health the job's metrics since the request, in chronological order
 * @param phase what the stack did when it sent the request
 * @param kept whether the stack keeps the application although it deletes this lifecycle
 */
record Observation(
        Instant now,
        Optional<ApplicationView> application,
        List<Operation> operations,
        Optional<Long> failedUpdateTo,
        List<HealthPoint> health,
        StackPhase phase,
        boolean kept) {
    Observation {
        requireNonNull(now, "now is null");
        requireNonNull(application, "application is null");
        requireNonNull(failedUpdateTo, "failedUpdateTo is null");
        operations = operations.stream()
                .sorted(Comparator.comparing(Operation::start).reversed())
                .toList();
        health = List.copyOf(health);
        requireNonNull(phase, "phase is null");
    }

    Optional<Operation> newest(Predicate<Operation> which) {
        return operations.stream().filter(which).findFirst();
    }

    /** The operation that goes on. One that a later operation took the place of does not, whatever its status. */
    Optional<Operation> inProgress() {
        return newest(operation -> true).filter(Operation::inProgress);
    }

    /** The newest operation that started at this time or later. */
    Optional<Operation> newestSince(Instant time, Predicate<Operation> which) {
        return newest(which).filter(operation -> !operation.start().isBefore(time));
    }
}
