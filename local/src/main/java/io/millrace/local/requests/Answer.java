package io.millrace.local.requests;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What became of a request.
 *
 * @param lines what came of it, when it was done
 * @param failure why it was not
 */
public record Answer(List<String> lines, Optional<String> failure) {
    public Answer {
        lines = List.copyOf(lines);
        requireNonNull(failure, "failure is null");
    }
}
