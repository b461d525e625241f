package io.millrace.benchmarks.lottery.tuned;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** The best of some entries of a lottery and window, and their number. Writes itself. */
public final class Winner implements CopyableValue<Winner> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES = 5 * Long.BYTES;

    long lotteryId;
    long windowStart;
    long entries;
    long ticket;
    long userId;

    void add(Winner other) {
        if (entries == 0 || (other.entries > 0 && Long.compareUnsigned(other.ticket, ticket) < 0)) {
            lotteryId = other.lotteryId;
            windowStart = other.windowStart;
            ticket = other.ticket;
            userId = other.userId;
        }
        entries += other.entries;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(lotteryId);
        out.writeLong(windowStart);
        out.writeLong(entries);
        out.writeLong(ticket);
        out.writeLong(userId);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        lotteryId = in.readLong();
        windowStart = in.readLong();
        entries = in.readLong();
        ticket = in.readLong();
        userId = in.readLong();
    }

    @Override
    public int getBinaryLength() {
        return BYTES;
    }

    @Override
    public void copyTo(Winner target) {
        target.lotteryId = lotteryId;
        target.windowStart = windowStart;
        target.entries = entries;
        target.ticket = ticket;
        target.userId = userId;
    }

    @Override
    public Winner copy() {
        Winner copy = new Winner();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, BYTES);
    }
}
