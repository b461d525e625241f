package io.millrace.console.report.records;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The records of a stream's history that were written to another stream.
 *
 * @param stream the physical name of the stream that was read
 * @param into that of the stream that was written to
 * @param records how many it has accepted
 * @param bytes of their data
 * @param firstArrivalMillis when the first of them arrived in the stream that was read; absent when there is none
 * @param lastArrivalMillis when the last of them arrived there
 * @param tookMillis how long it took
 * @param lateMillis how much later than the speed asks for the last of them was written
 * @param complete whether these are all records of the time that was asked for
 */
public record ReplayReport(
        String stream,
        String into,
        long records,
        long bytes,
        Optional<Long> firstArrivalMillis,
        Optional<Long> lastArrivalMillis,
        long tookMillis,
        long lateMillis,
        boolean complete) {
    public ReplayReport {
        requireNonNull(stream, "stream is null");
        requireNonNull(into, "into is null");
        requireNonNull(firstArrivalMillis, "firstArrivalMillis is null");
        requireNonNull(lastArrivalMillis, "lastArrivalMillis is null");
    }
}
