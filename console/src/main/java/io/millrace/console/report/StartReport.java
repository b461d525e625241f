package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A stage that has started.
 *
 * @param console the address of its page
 */
public record StartReport(StageStatusReport stage, Optional<String> console) {
    public StartReport {
        requireNonNull(stage, "stage is null");
        requireNonNull(console, "console is null");
    }
}
