package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a command has done to a stage.
 *
 * @param operation the command: snapshot, update, rollback, down or demo
 * @param lines what was done, a line for each thing; of a snapshot, its paths
 */
public record OperationReport(String stage, String operation, List<String> lines) {
    public OperationReport {
        requireNonNull(stage, "stage is null");
        requireNonNull(operation, "operation is null");
        lines = List.copyOf(lines);
    }
}
