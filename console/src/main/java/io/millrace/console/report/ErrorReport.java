package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

/**
 * Why there is no other report.
 *
 * @param error one sentence
 */
public record ErrorReport(String error) {
    public ErrorReport {
        requireNonNull(error, "error is null");
    }
}
