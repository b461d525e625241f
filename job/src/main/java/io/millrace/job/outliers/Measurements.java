package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.measurement.Measurement;
import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one key that are in one slice of event time, by time and value. Without duplicates, unless they have their
 * records. Never empty, and immutable.
 */
final class Measurements {
    /**
     * Aligned to the epoch. Long, because a watermark of Flink passes at least 200 ms of event time, and more when a job
     * catches up: then a key's measurements cost little more than one. Short enough to write a time with 2 bytes, and to sort by
     * counting. Results come no later: a watermark divides a slice.
     */
    static final Duration SLICE = Duration.ofMillis(1 << 10);

    private static final long SLICE_MILLIS = SLICE.toMillis();
    private static final byte[][] NO_SOURCES = {};

    final String key;
    private final long[] times;
    private final long[] values;
    /** The record of each, as in {@link Measurement#source}; empty if none can be late. */
    private final byte[][] sources;

    /** Of arrays that nobody changes. */
    Measurements(String key, long[] times, long[] values) {
        this(key, times, values, NO_SOURCES);
    }

    private Measurements(String key, long[] times, long[] values, byte[][] sources) {
        this.key = requireNonNull(key, "key is null");
        this.times = times;
        this.values = values;
        this.sources = sources;
    }

    /** A single measurement that cannot be late. */
    static Measurements of(String key, long time, long value) {
        return new Measurements(key, new long[] {time}, new long[] {value});
    }

    /** Measurements that may be late, with their records. */
    static Measurements of(List<Measurement> measurements) {
        int size = measurements.size();
        long[] times = new long[size];
        long[] values = new long[size];
        byte[][] sources = new byte[size][];
        for (int i = 0; i < size; i++) {
            Measurement measurement = measurements.get(i);
            times[i] = measurement.time;
            values[i] = measurement.value;
            sources[i] = measurement.source();
        }
        return new Measurements(measurements.get(0).key, times, values, sources);
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

    /** Whether some may be late. */
    boolean haveRecords() {
        return sources.length > 0;
    }

    /** The record of one that may be late. */
    SourceRecord record(int index) {
        return RecordBytes.read(sources[index]);
    }

    /** In a stream: the key, the first time and the measurements, and the records of those that may be late. */
    void write(DataOutputView out) throws IOException {
        TextCodec.write(key, out);
        out.writeLong(first());
        writeBody(out);
        out.writeBoolean(haveRecords());
        for (byte[] source : sources) {
            BytePrimitiveArraySerializer.INSTANCE.serialize(source, out);
        }
    }

    /** Reads what {@link #write} wrote. */
    static Measurements read(DataInputView in) throws IOException {
        String key = TextCodec.read(in);
        Measurements read = readBody(key, in.readLong(), in);
        if (!in.readBoolean()) {
            return read;
        }
        byte[][] sources = new byte[read.size()][];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
        }
        return new Measurements(key, read.times, read.values, sources);
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
        return key.equals(that.key) && compare(that) == 0 && Arrays.deepEquals(sources, that.sources);
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
