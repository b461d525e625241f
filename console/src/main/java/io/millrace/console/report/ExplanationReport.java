package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Why results of a stage are not out yet, for each of its applications. */
public record ExplanationReport(long atMillis, String stage, List<WaitReport> applications) {
    public ExplanationReport {
        requireNonNull(stage, "stage is null");
        applications = List.copyOf(applications);
    }
}
