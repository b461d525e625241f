package io.millrace.job.measurement;

import io.millrace.job.record.SourceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One value of one key at one time. A Flink POJO, never assigned after construction. */
public final class Measurement {
    /** What was measured: 1 to {@value Measurements#MAX_KEY_LENGTH} characters. */
    public String key = "";
    /** The value, in units of the last decimal place kept. */
    public long value;
    /** When it was measured, in epoch milliseconds. */
    public long time;
    /** Where it came from, as long as it can still be rejected. */
    public @Nullable SourceRecord source;

    /** For Flink's serializer. */
    public Measurement() {}

    public Measurement(String key, long value, long time, @Nullable SourceRecord source) {
        this.key = key;
        this.value = value;
        this.time = time;
        this.source = source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Measurement)) {
            return false;
        }
        Measurement that = (Measurement) other;
        return key.equals(that.key) && value == that.value && time == that.time && Objects.equals(source, that.source);
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
