package io.millrace.benchmarks.booking;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A short list of numbers, without boxes. */
final class Longs implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long[] NONE = {};

    int size;
    private long[] values = NONE;

    long get(int index) {
        return values[index];
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(4, 2 * size));
        }
        values[size++] = value;
    }

    /** Removes one; the others keep their order. */
    void remove(int index) {
        System.arraycopy(values, index + 1, values, index, size - index - 1);
        size--;
    }

    void clear() {
        size = 0;
    }

    long min() {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    void write(DataOutputView out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(values[i]);
        }
    }

    void read(DataInputView in) throws IOException {
        int length = in.readInt();
        size = 0;
        for (int i = 0; i < length; i++) {
            add(in.readLong());
        }
    }

    void copyTo(Longs target) {
        target.values = size == 0 ? NONE : Arrays.copyOf(values, size);
        target.size = size;
    }
}
