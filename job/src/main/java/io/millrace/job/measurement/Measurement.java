package io.millrace.job.measurement;

import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One value of one key at one time. A Flink POJO, never assigned after construction. */
public final class Measurement {
    private static final byte[] NO_SOURCE = {};

    /** What was measured: 1 to {@value Measurements#MAX_KEY_LENGTH} characters. */
    public String key = "";
    /** The value, in units of the last decimal place kept. */
    public long value;
    /** When it was measured, in epoch milliseconds. */
    public long time;
    /** Where it came from, as {@link RecordBytes}; empty where it cannot be rejected any more. */
    public byte[] source = NO_SOURCE;

    /** For Flink's serializer. */
    public Measurement() {}

    /** One that cannot be rejected any more. */
    public Measurement(String key, long value, long time) {
        this(key, value, time, NO_SOURCE);
    }

    public Measurement(String key, long value, long time, byte[] source) {
        this.key = key;
        this.value = value;
        this.time = time;
        this.source = source;
    }

    /** The same as one that may yet be rejected. */
    public Measurement from(SourceRecord record) {
        return new Measurement(key, value, time, RecordBytes.of(record));
    }

    /** The record that it came from. */
    public SourceRecord record() {
        return RecordBytes.read(source);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Measurement)) {
            return false;
        }
        Measurement that = (Measurement) other;
        return key.equals(that.key) && value == that.value && time == that.time && Arrays.equals(source, that.source);
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
