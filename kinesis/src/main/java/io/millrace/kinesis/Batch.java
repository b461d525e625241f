package io.millrace.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records from a shard's log.
 *
 * @param nextTick where the next read goes on
 * @param isEnd true when no acknowledged record was left
 */
record Batch(List<StoredRecord> records, long nextTick, boolean isEnd) {
    /** The last record's age, and never 0 while there is another one. */
    long millisBehind(Instant now) {
        if (isEnd) {
            return 0;
        }
        Instant last = SequenceNumber.timeOf(nextTick - 1);
        return Math.max(1, Duration.between(last, now).toMillis());
    }
}
