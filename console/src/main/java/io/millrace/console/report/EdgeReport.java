package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A stream that an application reads or writes. What its job does not report is absent.
 *
 * @param group the property group that binds the stream
 * @param direction IN, OUT, or UNKNOWN when the jar declares no contract
 * @param description what its records are, as the contract of the jar says
 * @param records read or written since the job was submitted
 * @param recordsPerSecond absent until two observations are some seconds apart, as is {@code bytesPerSecond}
 * @param lagMillis how far the slowest shard is behind the stream's newest record
 * @param lagRecords the records that are not read yet, of a topic
 * @param watermarkMillis the event time that has reached it: a result of this time, or of a window that ends then, is out
 * @param behindMillis how far that was behind the clock when Flink measured it: how late such a result comes out
 */
public record EdgeReport(
        String application,
        String stream,
        String group,
        Direction direction,
        Optional<String> description,
        Optional<Long> records,
        Optional<Double> recordsPerSecond,
        Optional<Double> bytesPerSecond,
        Optional<Long> lagMillis,
        Optional<Long> lagRecords,
        Optional<Long> watermarkMillis,
        Optional<Long> behindMillis) {
    public EdgeReport {
        requireNonNull(application, "application is null");
        requireNonNull(stream, "stream is null");
        requireNonNull(group, "group is null");
        requireNonNull(direction, "direction is null");
        requireNonNull(description, "description is null");
        requireNonNull(records, "records is null");
        requireNonNull(recordsPerSecond, "recordsPerSecond is null");
        requireNonNull(bytesPerSecond, "bytesPerSecond is null");
        requireNonNull(lagMillis, "lagMillis is null");
        requireNonNull(lagRecords, "lagRecords is null");
        requireNonNull(watermarkMillis, "watermarkMillis is null");
        requireNonNull(behindMillis, "behindMillis is null");
    }

    /** Which way records go. */
    public enum Direction {
        IN,
        OUT,
        UNKNOWN
    }
}
