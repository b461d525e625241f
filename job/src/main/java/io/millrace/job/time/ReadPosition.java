package io.millrace.job.time;

import static io.millrace.job.time.EventReader.NO_TIME;

import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far one shard has been read. With it, a source without state of its own repeats nothing: the records that it reads
 * again are recognised.
 *
 * <p>The records of a KPL aggregate share one sequence number, and not every source numbers them. So they are counted.
 *
 * <p>A Flink POJO, mutable like {@link ShardTime}, whose state it is part of. The name of this class is part of savepoints.
 */
public final class ReadPosition {
    /** The longest that a stream keeps its records. */
    private static final long LONGEST_RETENTION = Duration.ofDays(365).toMillis();

    /** Of the last record, a decimal number; null before the first. */
    public @Nullable String sequenceNumber;
    /** How many records had {@link #sequenceNumber} so far. */
    public int records;
    /** All records that arrived before have been read, except for clock skew. Epoch milliseconds. */
    public long readUntil = NO_TIME;
    /** All of the shard has been read. */
    public boolean ended;
    /** The source has started again, and has not reached the position yet. */
    public boolean repeating;
    /** How many records with {@link #sequenceNumber} the source has repeated. */
    public int repeated;
    /** The checkpoint with which a subtask that reads the shard wrote this. Copies of earlier checkpoints are outdated. */
    public long checkpoint;

    /** For Flink's serializer. */
    public ReadPosition() {}

    /** The source reads the shard again, from a record that may be before the position. */
    void startAgain() {
        repeating = true;
        repeated = 0;
    }

    /** Moves behind a record, unless it has been read before. */
    boolean advance(SourceRecord record, EventTimeSettings settings) {
        if (repeating && isRepeated(record, settings)) {
            return false;
        }
        repeating = false;
        if (Objects.equals(sequenceNumber, record.sequenceNumber)) {
            records++;
        } else {
            sequenceNumber = record.sequenceNumber;
            records = 1;
        }
        if (record.hasArrival()) {
            readUntil = Math.max(readUntil, record.arrivalMillis);
        }
        return true;
    }

    private boolean isRepeated(SourceRecord record, EventTimeSettings settings) {
        if (sequenceNumber == null || record.sequenceNumber == null) {
            // the shard had no records since the job's first start; what arrived before that start is not read either
            return record.hasArrival() && record.arrivalMillis < certainlyReadUntil(settings);
        }
        int order = compare(record.sequenceNumber, sequenceNumber);
        return order < 0 || (order == 0 && ++repeated <= records);
    }

    /** Compares two decimal numbers of any length, without leading zeros. */
    private static int compare(String left, String right) {
        return left.length() == right.length() ? left.compareTo(right) : Integer.compare(left.length(), right.length());
    }

    void readUntil(long millis) {
        readUntil = Math.max(readUntil, millis);
    }

    void end(long now) {
        ended = true;
        readUntil(now);
    }

    /** All records that arrived before have been read; {@link EventReader#NO_TIME} if nothing is known. */
    long certainlyReadUntil(EventTimeSettings settings) {
        return readUntil == NO_TIME ? NO_TIME : readUntil - settings.clockSkewMillis();
    }

    /** Whether a stream may still have records up to here. */
    boolean isReadable(long now) {
        return readUntil == NO_TIME || readUntil >= now - LONGEST_RETENTION;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ReadPosition)) {
            return false;
        }
        ReadPosition that = (ReadPosition) other;
        return Objects.equals(sequenceNumber, that.sequenceNumber)
                && records == that.records
                && readUntil == that.readUntil
                && ended == that.ended
                && repeating == that.repeating
                && repeated == that.repeated
                && checkpoint == that.checkpoint;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sequenceNumber, records);
    }

    @Override
    public String toString() {
        return sequenceNumber + " (" + records + ")" + (repeating ? " repeating" : "") + (ended ? " ended" : "");
    }
}
