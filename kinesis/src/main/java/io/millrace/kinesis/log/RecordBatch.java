package io.millrace.kinesis.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records from a shard's log.
 *
 * @param nextTick where the next read starts
 * @param isEnd true when these are the last acknowledged records
 */
public record RecordBatch(List<StoredRecord> records, long nextTick, boolean isEnd) {
    /** The size of the records as the service's limits count it. */
    public long sizeBytes() {
        return records.stream()
                .mapToLong(stored -> NewRecord.sizeBytes(stored.partitionKey(), stored.data()))
                .sum();
    }

    /** The age of the last record; at least 1 while there are more records. */
    public long millisBehind(Instant now) {
        if (isEnd) {
            return 0;
        }
        Instant last = SequenceNumber.timeOf(nextTick - 1);
        return Math.max(1, Duration.between(last, now).toMillis());
    }
}
