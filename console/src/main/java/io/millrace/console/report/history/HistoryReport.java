package io.millrace.console.report.history;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What has happened to a stage.
 *
 * @param events oldest first; the oldest of all are forgotten
 */
public record HistoryReport(String stage, List<HistoryEvent> events) {
    public HistoryReport {
        requireNonNull(stage, "stage is null");
        events = List.copyOf(events);
    }
}
