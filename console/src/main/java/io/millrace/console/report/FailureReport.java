package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

/** Why a job was restarted or has ended: the root cause. */
public record FailureReport(long atMillis, String cause) {
    public FailureReport {
        requireNonNull(cause, "cause is null");
    }
}
