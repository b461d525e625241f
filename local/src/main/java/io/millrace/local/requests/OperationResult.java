package io.millrace.local.requests;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The result of an operation.
 *
 * @param lines what was done; empty when the operation failed
 * @param failure why the operation failed
 */
public record OperationResult(List<String> lines, Optional<String> failure) {
    public OperationResult {
        lines = List.copyOf(lines);
        requireNonNull(failure, "failure is null");
    }
}
