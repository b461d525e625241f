package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The state that another assembly would lose. */
public record StateLossesReport(String stage, List<Loss> losses) {
    public StateLossesReport {
        requireNonNull(stage, "stage is null");
        losses = List.copyOf(losses);
    }

    /**
     * State of an application that would be lost.
     *
     * @param allowed whether its template allows it
     */
    public record Loss(String application, String loss, boolean allowed) {}
}
