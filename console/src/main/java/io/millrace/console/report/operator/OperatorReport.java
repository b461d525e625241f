package io.millrace.console.report.operator;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An operator of a task. What its job does not report is absent.
 *
 * @param id Flink's id of the operator; absent when only its metrics are known
 * @param uid absent when the code gives it none
 * @param recordsIn that reached it since the job was submitted; of a source, those that it has read
 * @param recordsOut that left it since then; of a sink's writer, those that it has sent
 * @param recordsInPerSecond absent until two observations are some seconds apart, as is {@code recordsOutPerSecond}
 * @param stateBytes of all its state, in the newest checkpoint; absent before the first
 * @param watermarkMillis the least that leaves its subtasks
 */
public record OperatorReport(
        Optional<String> id,
        Optional<String> uid,
        String name,
        Optional<Long> recordsIn,
        Optional<Long> recordsOut,
        Optional<Double> recordsInPerSecond,
        Optional<Double> recordsOutPerSecond,
        Optional<Long> stateBytes,
        Optional<Long> watermarkMillis) {
    public OperatorReport {
        requireNonNull(id, "id is null");
        requireNonNull(uid, "uid is null");
        requireNonNull(name, "name is null");
        requireNonNull(recordsIn, "recordsIn is null");
        requireNonNull(recordsOut, "recordsOut is null");
        requireNonNull(recordsInPerSecond, "recordsInPerSecond is null");
        requireNonNull(recordsOutPerSecond, "recordsOutPerSecond is null");
        requireNonNull(stateBytes, "stateBytes is null");
        requireNonNull(watermarkMillis, "watermarkMillis is null");
    }
}
