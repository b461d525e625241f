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
 * @param health the job's metrics since the request, in chronological order
 */
record Observation(
        Instant now, Optional<ApplicationView> application, List<Operation> operations, List<HealthPoint> health) {
    Observation {
        requireNonNull(now, "now is null");
        requireNonNull(application, "application is null");
        operations = operations.stream()
                .sorted(Comparator.comparing(Operation::start).reversed())
                .toList();
        health = List.copyOf(health);
    }

    Optional<Operation> newest(Predicate<Operation> which) {
        return operations.stream().filter(which).findFirst();
    }

    /** The newest operation that started at this time or later. */
    Optional<Operation> newestSince(Instant time, Predicate<Operation> which) {
        return newest(which).filter(operation -> !operation.start().isBefore(time));
    }
}
