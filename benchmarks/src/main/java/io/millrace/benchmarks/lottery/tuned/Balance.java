package io.millrace.benchmarks.lottery.tuned;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** A user's coupons, and how many were spent. Writes itself. */
public final class Balance implements CopyableValue<Balance> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES = 2 * Long.BYTES;

    long coupons;
    long spent;

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(coupons);
        out.writeLong(spent);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        coupons = in.readLong();
        spent = in.readLong();
    }

    @Override
    public int getBinaryLength() {
        return BYTES;
    }

    @Override
    public void copyTo(Balance target) {
        target.coupons = coupons;
        target.spent = spent;
    }

    @Override
    public Balance copy() {
        Balance copy = new Balance();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, BYTES);
    }
}
