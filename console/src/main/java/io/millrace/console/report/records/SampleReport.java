package io.millrace.console.report.records;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A record that has left an operator of a running job.
 *
 * @param application its physical name
 * @param operator the operator's uid, or its name if the job's code gives it no uid
 * @param subtask counts from 0
 * @param atMillis when it left
 * @param timestampMillis the timestamp that Flink keeps with it; absent when it has none
 * @param sideOutput the id of the side output; absent for the main one
 * @param type the simple name of its class
 * @param text what its {@code toString} says, or its fields as JSON; a long text is cut
 */
public record SampleReport(
        String application,
        String operator,
        int subtask,
        long atMillis,
        Optional<Long> timestampMillis,
        Optional<String> sideOutput,
        String type,
        String text) {
    public SampleReport {
        requireNonNull(application, "application is null");
        requireNonNull(operator, "operator is null");
        requireNonNull(timestampMillis, "timestampMillis is null");
        requireNonNull(sideOutput, "sideOutput is null");
        requireNonNull(type, "type is null");
        requireNonNull(text, "text is null");
    }
}
