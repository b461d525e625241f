package io.millrace.benchmarks.outliers;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** A key's moments. Writes itself, so that Flink needs no reflection. */
public final class Trend implements CopyableValue<Trend> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES = Long.BYTES + 2 * Double.BYTES;

    final transient Moments moments = new Moments();

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(moments.count);
        out.writeDouble(moments.mean);
        out.writeDouble(moments.variance);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        moments.count = in.readLong();
        moments.mean = in.readDouble();
        moments.variance = in.readDouble();
    }

    @Override
    public int getBinaryLength() {
        return BYTES;
    }

    @Override
    public void copyTo(Trend target) {
        target.moments.count = moments.count;
        target.moments.mean = moments.mean;
        target.moments.variance = moments.variance;
    }

    @Override
    public Trend copy() {
        Trend copy = new Trend();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, BYTES);
    }
}
