package io.millrace.console.report;

import java.util.List;

/** The stages that run. */
public record StagesReport(List<StageStatusReport> stages) {
    public StagesReport {
        stages = List.copyOf(stages);
    }
}
