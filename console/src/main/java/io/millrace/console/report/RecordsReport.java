package io.millrace.console.report;

import java.util.List;
import java.util.Optional;

/**
 * Some records of a stream, and how far it has been read.
 *
 * @param scanned how many records have been read so far
 * @param matched how many of them the search has found so far
 * @param readUntilMillis the arrival of the newest of them
 * @param isAtEnd whether the stream has been read to its end
 * @param records those that were found last, oldest first; when many come at once, only the newest of them
 */
public record RecordsReport(
        long scanned, long matched, Optional<Long> readUntilMillis, boolean isAtEnd, List<RecordReport> records) {
    public RecordsReport {
        records = List.copyOf(records);
    }
}
