package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.measurement.Measurement;
import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one key that are in one slice of event time, by time and value, without duplicates. Never empty, and
 * immutable.
 */
final class Measurements {
    /**
     * Aligned to the epoch. Long, because a watermark of Flink passes at least 200 ms of event time, and more when a job
     * catches up: then a key's measurements cost little more than one. Short enough to write a time with 2 bytes, and to sort by
     * counting. Results come no later: a watermark divides a slice.
     */
    static final Duration SLICE = Duration.ofMillis(1 << 10);

    private static final long SLICE_MILLIS = SLICE.toMillis();
    private static final byte[] NO_SOURCE = {};

    final String key;
    private final long[] times;
    private final long[] values;
    /** The record of a single measurement, as in {@link Measurement#source}; empty if it cannot be rejected. */
    private final byte[] source;

    /** Of arrays that nobody changes. */
    Measurements(String key, long[] times, long[] values) {
        this(key, times, values, NO_SOURCE);
    }

    private Measurements(String key, long[] times, long[] values, byte[] source) {
        this.key = requireNonNull(key, "key is null");
        this.times = times;
        this.values = values;
        this.source = source;
    }

    /** A single measurement that cannot be late. */
    static Measurements of(String key, long time, long value) {
        return new Measurements(key, new long[] {time}, new long[] {value});
    }

    /** A single measurement, with its record. */
    static Measurements of(Measurement measurement) {
        return new Measurements(
                measurement.key, new long[] {measurement.time}, new long[] {measurement.value}, measurement.source());
    }

    /** The first millisecond of the slice that contains a time. */
    static long slice(long time) {
        return time - Math.floorMod(time, SLICE_MILLIS);
    }

    int size() {
        return times.length;
    }

    long time(int index) {
        return times[index];
    }

    long value(int index) {
        return values[index];
    }

    long first() {
        return times[0];
    }

    long last() {
        return times[times.length - 1];
    }

    /** The record of a single measurement that may be late. */
    SourceRecord record() {
        return RecordBytes.read(source);
    }

    /** In a stream: the key, the number, the first time and the measurements; and of a single one, its record. */
    void write(DataOutputView out) throws IOException {
        TextCodec.write(key, out);
        out.writeLong(first());
        writeBody(out);
        if (size() == 1) {
            out.writeInt(source.length);
            out.write(source);
        }
    }

    /** Reads what {@link #write} wrote. */
    static Measurements read(DataInputView in) throws IOException {
        String key = TextCodec.read(in);
        Measurements read = readBody(key, in.readLong(), in);
        if (read.size() > 1) {
            return read;
        }
        int length = in.readInt();
        if (length == 0) {
            return read;
        }
        byte[] source = new byte[length];
        in.readFully(source);
        return new Measurements(key, read.times, read.values, source);
    }

    /** The number (4 bytes), and of each the milliseconds since the first (2 bytes) and the value (8 bytes). Part of state. */
    void writeBody(DataOutputView out) throws IOException {
        out.writeInt(times.length);
        for (int i = 0; i < times.length; i++) {
            out.writeShort((int) (times[i] - times[0]));
            out.writeLong(values[i]);
        }
    }

    /** Reads what {@link #writeBody} wrote. */
    static Measurements readBody(String key, long first, DataInputView in) throws IOException {
        int size = in.readInt();
        long[] times = new long[size];
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            times[i] = first + in.readUnsignedShort();
            values[i] = in.readLong();
        }
        return new Measurements(key, times, values);
    }

    /** An order of what one key has from the same time on; only equal ones compare as equal. */
    int compare(Measurements other) {
        int byTimes = Arrays.compare(times, other.times);
        return byTimes != 0 ? byTimes : Arrays.compare(values, other.values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Measurements)) {
            return false;
        }
        Measurements that = (Measurements) other;
        return key.equals(that.key) && compare(that) == 0 && Arrays.equals(source, that.source);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(times);
    }

    @Override
    public String toString() {
        return key + " is " + Arrays.toString(values) + " at " + Arrays.toString(times);
    }
}
