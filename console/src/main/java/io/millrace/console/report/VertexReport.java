package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.operator.OperatorReport;
import java.util.List;
import java.util.Optional;

/**
 * A task of a dataflow: operators that are chained.
 *
 * @param id Flink's id of the vertex
 * @param name the names of its operators
 * @param recordsIn since the job was submitted, as are the three below
 * @param recordsPerSecond in, or out of a source; absent until two observations are some seconds apart
 * @param busyPercent of the busiest subtask's time
 * @param backPressuredPercent of the most back-pressured subtask's time
 * @param stateBytes of all its operators, in the last checkpoint; absent before the first
 * @param watermarkMillis the least of its subtasks' inputs
 * @param operators in the order of the dataflow
 */
public record VertexReport(
        String id,
        String name,
        String status,
        int parallelism,
        long recordsIn,
        long recordsOut,
        long bytesIn,
        long bytesOut,
        Optional<Double> recordsPerSecond,
        Optional<Long> busyPercent,
        Optional<Long> backPressuredPercent,
        Optional<Long> stateBytes,
        Optional<Long> watermarkMillis,
        List<OperatorReport> operators) {
    public VertexReport {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(status, "status is null");
        requireNonNull(recordsPerSecond, "recordsPerSecond is null");
        requireNonNull(busyPercent, "busyPercent is null");
        requireNonNull(backPressuredPercent, "backPressuredPercent is null");
        requireNonNull(stateBytes, "stateBytes is null");
        requireNonNull(watermarkMillis, "watermarkMillis is null");
        operators = List.copyOf(operators);
    }
}
