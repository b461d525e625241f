package io.millrace.benchmarks.outliers;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** A value that waits for the watermark. Writes itself. */
public final class Sample implements CopyableValue<Sample> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES = 2 * Long.BYTES;

    long time;
    double value;

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(time);
        out.writeDouble(value);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        time = in.readLong();
        value = in.readDouble();
    }

    @Override
    public int getBinaryLength() {
        return BYTES;
    }

    @Override
    public void copyTo(Sample target) {
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
        target.write(source, BYTES);
    }
}
