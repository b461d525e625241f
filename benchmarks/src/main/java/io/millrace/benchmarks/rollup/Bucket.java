package io.millrace.benchmarks.rollup;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/** The aggregates of a key's window, or of a part of it. Writes itself, so that Flink needs no reflection. */
public final class Bucket implements CopyableValue<Bucket> {
    private static final long serialVersionUID = 1L;

    String key = "";
    long count;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    void add(Bucket other) {
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(key, out);
        out.writeLong(count);
        out.writeDouble(sum);
        out.writeDouble(min);
        out.writeDouble(max);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        key = StringValue.readString(in);
        count = in.readLong();
        sum = in.readDouble();
        min = in.readDouble();
        max = in.readDouble();
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(Bucket target) {
        target.key = key;
        target.count = count;
        target.sum = sum;
        target.min = min;
        target.max = max;
    }

    @Override
    public Bucket copy() {
        Bucket copy = new Bucket();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StringValue.copyString(source, target);
        target.write(source, Long.BYTES + 3 * Double.BYTES);
    }
}
