package io.millrace.benchmarks.outliers;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/** Measurements of one key. Writes itself, so that Flink needs no reflection. */
public final class Samples implements CopyableValue<Samples> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES = Long.BYTES + Double.BYTES;
    private static final Comparator<Sample> ORDER =
            Comparator.<Sample>comparingLong(sample -> sample.time).thenComparingDouble(sample -> sample.value);

    String key = "";
    int size;
    long[] times;
    double[] values;

    /** None, with memory for some. */
    Samples(int capacity) {
        times = new long[capacity];
        values = new double[capacity];
    }

    /** For Flink. */
    public Samples() {
        this(0);
    }

    void add(long time, double value) {
        ensureCapacity(size + 1);
        times[size] = time;
        values[size] = value;
        size++;
    }

    /** Adds those from an index on. */
    void add(Samples others, int from) {
        int added = others.size - from;
        ensureCapacity(size + added);
        System.arraycopy(others.times, from, times, size, added);
        System.arraycopy(others.values, from, values, size, added);
        size += added;
    }

    private void ensureCapacity(int capacity) {
        if (capacity > times.length) {
            int grown = Math.max(capacity, 2 * times.length);
            times = Arrays.copyOf(times, grown);
            values = Arrays.copyOf(values, grown);
        }
    }

    /** Drops those of a time or earlier. */
    void dropUntil(long time) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > time) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        size = kept;
    }

    /** Sorts by time, then value. */
    void sort() {
        if (sorted()) {
            return;
        }
        Sample[] samples = new Sample[size];
        for (int i = 0; i < size; i++) {
            samples[i] = new Sample();
            samples[i].time = times[i];
            samples[i].value = values[i];
        }
        Arrays.sort(samples, ORDER);
        for (int i = 0; i < size; i++) {
            times[i] = samples[i].time;
            values[i] = samples[i].value;
        }
    }

    private boolean sorted() {
        for (int i = 1; i < size; i++) {
            if (times[i] < times[i - 1] || (times[i] == times[i - 1] && values[i] < values[i - 1])) {
                return false;
            }
        }
        return true;
    }

    void writeSamples(DataOutputView out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(times[i]);
            out.writeDouble(values[i]);
        }
    }

    void readSamples(DataInputView in) throws IOException {
        size = 0;
        int read = in.readInt();
        ensureCapacity(read);
        for (int i = 0; i < read; i++) {
            times[i] = in.readLong();
            values[i] = in.readDouble();
        }
        size = read;
    }

    static void copySamples(DataInputView source, DataOutputView target) throws IOException {
        int samples = source.readInt();
        target.writeInt(samples);
        target.write(source, samples * BYTES);
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(key, out);
        writeSamples(out);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        key = StringValue.readString(in);
        readSamples(in);
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(Samples target) {
        target.key = key;
        target.size = size;
        target.times = times.clone();
        target.values = values.clone();
    }

    @Override
    public Samples copy() {
        Samples copy = new Samples();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StringValue.copyString(source, target);
        copySamples(source, target);
    }
}
