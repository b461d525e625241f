package io.millrace.job.measurement;

import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value of one key at one time. A Flink POJO, never assigned after construction. The name of this class is part of
 * savepoints.
 */
public final class Measurement {
    private static final byte[] NO_SOURCE = {};

    /** The key: 1 to {@value SourceRecord#MAX_PARTITION_KEY_CHARS} characters. */
    public String key = "";
    /** The value, in units of the last decimal place kept. */
    public long value;
    /** When it was measured, in epoch milliseconds. */
    public long time;
    /** The record that it was read from, as {@link RecordBytes}; empty if it can no longer be rejected. */
    public byte[] source = NO_SOURCE;

    /** The record itself, from which the bytes are made when they are needed. */
    private transient @Nullable SourceRecord read;

    /** For Flink's serializer. */
    public Measurement() {}

    /** A measurement that can no longer be rejected. */
    public Measurement(String key, long value, long time) {
        this(key, value, time, NO_SOURCE);
    }

    public Measurement(String key, long value, long time, byte[] source) {
        this.key = key;
        this.value = value;
        this.time = time;
        this.source = source;
    }

    /** The same measurement with its record, so that it can be rejected. */
    public Measurement from(SourceRecord record) {
        Measurement measurement = new Measurement(key, value, time);
        measurement.read = record;
        return measurement;
    }

    /** The record that it was read from, as {@link #source}. */
    public byte[] source() {
        SourceRecord record = read;
        return record == null ? source : RecordBytes.of(record);
    }

    /** The record that it was read from. */
    public SourceRecord record() {
        SourceRecord record = read;
        return record == null ? RecordBytes.read(source) : record;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Measurement)) {
            return false;
        }
        Measurement that = (Measurement) other;
        return key.equals(that.key)
                && value == that.value
                && time == that.time
                && Arrays.equals(source(), that.source());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, value, time);
    }

    @Override
    public String toString() {
        return key + " is " + value + " at " + time;
    }
}
