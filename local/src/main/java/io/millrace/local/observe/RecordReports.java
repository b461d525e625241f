package io.millrace.local.observe;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.console.report.RecordReport;
import java.util.Optional;

/** Reports of records. */
public final class RecordReports {
    private RecordReports() {}

    /** A record as it is. */
    public static RecordReport of(IncomingRecord record) {
        return of(record, Integer.MAX_VALUE);
    }

    /** A record with the beginning of its data, if that is longer than some number of characters. */
    public static RecordReport of(IncomingRecord record, int mostChars) {
        Optional<String> note = record.note();
        return new RecordReport(
                record.shardId(),
                record.sequenceNumber(),
                record.subSequenceNumber(),
                record.partitionKey(),
                record.explicitHashKey(),
                record.arrival().toEpochMilli(),
                note.isPresent() ? "" : beginning(record.text(), mostChars),
                note.map(no -> beginning(record.base64(), mostChars)),
                note,
                record.data().length);
    }

    private static String beginning(String text, int mostChars) {
        return text.length() <= mostChars ? text : text.substring(0, mostChars);
    }
}
