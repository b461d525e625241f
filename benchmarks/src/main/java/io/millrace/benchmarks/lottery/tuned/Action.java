package io.millrace.benchmarks.lottery.tuned;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** A click or a purchase. Writes itself, so that Flink needs no reflection. */
public final class Action implements CopyableValue<Action> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES = 4 * Long.BYTES + 1;

    long userId;
    long coupons;
    long lotteryId;
    long timestamp;
    /** Whether the record was a purchase, even one of nothing. */
    boolean purchase;

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(userId);
        out.writeLong(coupons);
        out.writeLong(lotteryId);
        out.writeLong(timestamp);
        out.writeBoolean(purchase);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        userId = in.readLong();
        coupons = in.readLong();
        lotteryId = in.readLong();
        timestamp = in.readLong();
        purchase = in.readBoolean();
    }

    @Override
    public int getBinaryLength() {
        return BYTES;
    }

    @Override
    public void copyTo(Action target) {
        target.userId = userId;
        target.coupons = coupons;
        target.lotteryId = lotteryId;
        target.timestamp = timestamp;
        target.purchase = purchase;
    }

    @Override
    public Action copy() {
        Action copy = new Action();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, BYTES);
    }
}
