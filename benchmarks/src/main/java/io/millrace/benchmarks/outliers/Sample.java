package io.millrace.benchmarks.outliers;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;

/** A measurement. Writes itself, so that Flink needs no reflection. */
public final class Sample implements CopyableValue<Sample> {
    private static final long serialVersionUID = 1L;

    String key = "";
    long time;
    double value;

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(key, out);
        out.writeLong(time);
        out.writeDouble(value);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        key = StringValue.readString(in);
        time = in.readLong();
        value = in.readDouble();
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(Sample target) {
        target.key = key;
        target.time = time;
        target.value = value;
    }

    @Override
    public Sample copy() {
        Sample copy = new Sample();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StringValue.copyString(source, target);
        target.write(source, Long.BYTES + Double.BYTES);
    }
}
