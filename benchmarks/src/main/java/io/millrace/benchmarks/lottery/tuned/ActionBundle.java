package io.millrace.benchmarks.lottery.tuned;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** Some actions of one user, in their order. Writes itself, so that Flink needs no reflection. */
public final class ActionBundle implements CopyableValue<ActionBundle> {
    private static final long serialVersionUID = 1L;

    private static final int WORDS = 2;
    private static final int FIRST_ACTIONS = 4;

    long userId;
    int size;
    /** For each action its timestamp, with a last bit that is set for a purchase; and its lottery or its coupons. */
    private long[] words = new long[FIRST_ACTIONS * WORDS];

    void add(Action action) {
        if (size * WORDS == words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        words[size * WORDS] = action.timestamp << 1 | (action.purchase ? 1 : 0);
        words[size * WORDS + 1] = action.purchase ? action.coupons : action.lotteryId;
        size++;
    }

    /** Puts an action of the bundle into a given object. */
    void get(int index, Action action) {
        long first = words[index * WORDS];
        long second = words[index * WORDS + 1];
        action.userId = userId;
        action.timestamp = first >> 1;
        action.purchase = (first & 1) == 1;
        action.coupons = action.purchase ? second : 0;
        action.lotteryId = action.purchase ? 0 : second;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(userId);
        out.writeInt(size);
        for (int i = 0; i < size * WORDS; i++) {
            out.writeLong(words[i]);
        }
    }

    @Override
    public void read(DataInputView in) throws IOException {
        userId = in.readLong();
        size = in.readInt();
        if (words.length < size * WORDS) {
            words = new long[size * WORDS];
        }
        for (int i = 0; i < size * WORDS; i++) {
            words[i] = in.readLong();
        }
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(ActionBundle target) {
        target.userId = userId;
        target.size = size;
        target.words = words.clone();
    }

    @Override
    public ActionBundle copy() {
        ActionBundle copy = new ActionBundle();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeLong(source.readLong());
        int actions = source.readInt();
        target.writeInt(actions);
        target.write(source, actions * WORDS * Long.BYTES);
    }
}
