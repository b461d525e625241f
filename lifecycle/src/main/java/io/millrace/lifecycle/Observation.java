package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that is known about an application at one moment.
 *
 * @param application empty when there is none
 * @param operations in the order of their start, the newest first
 * @param health the job's minutes since the request, in their order
 */
record Observation(
        Instant now, Optional<Application> application, List<Operation> operations, List<HealthPoint> health) {
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

    /** The newest operation that began at a time or after it. */
    Optional<Operation> newestSince(Instant time, Predicate<Operation> which) {
        return newest(which).filter(operation -> !operation.start().isBefore(time));
    }
}
