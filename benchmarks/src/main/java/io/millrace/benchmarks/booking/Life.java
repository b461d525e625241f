package io.millrace.benchmarks.booking;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** All that is known of a booking, as one value of state. Writes itself. */
public final class Life implements CopyableValue<Life> {
    private static final long serialVersionUID = 1L;

    /** The timer that is set; 0 if none is. */
    long timer;

    /** What waits for the watermark: times, and kinds with values. Not sorted. */
    final Longs waitingTimes = new Longs();

    final Longs waitingContents = new Longs();

    /** The end of the match's timeout or, after the alert, of the retention; 0 if there is neither. */
    long until;

    long since;
    boolean alerted;
    boolean created;
    int createdValue;
    int paidValue;
    int count;

    /** Creations that are not confirmed yet. */
    final Longs unconfirmed = new Longs();

    /** First failures of payments; the last one has no second yet. */
    final Longs failures = new Longs();

    boolean isOver() {
        return until == 0 && waitingTimes.size == 0 && unconfirmed.size == 0 && failures.size == 0;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(timer);
        waitingTimes.write(out);
        waitingContents.write(out);
        out.writeLong(until);
        if (until != 0) {
            out.writeLong(since);
            out.writeBoolean(alerted);
            out.writeBoolean(created);
            out.writeInt(createdValue);
            out.writeInt(paidValue);
            out.writeInt(count);
        }
        unconfirmed.write(out);
        failures.write(out);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        timer = in.readLong();
        waitingTimes.read(in);
        waitingContents.read(in);
        until = in.readLong();
        if (until != 0) {
            since = in.readLong();
            alerted = in.readBoolean();
            created = in.readBoolean();
            createdValue = in.readInt();
            paidValue = in.readInt();
            count = in.readInt();
        }
        unconfirmed.read(in);
        failures.read(in);
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(Life target) {
        target.timer = timer;
        waitingTimes.copyTo(target.waitingTimes);
        waitingContents.copyTo(target.waitingContents);
        target.until = until;
        target.since = since;
        target.alerted = alerted;
        target.created = created;
        target.createdValue = createdValue;
        target.paidValue = paidValue;
        target.count = count;
        unconfirmed.copyTo(target.unconfirmed);
        failures.copyTo(target.failures);
    }

    @Override
    public Life copy() {
        Life copy = new Life();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Life life = new Life();
        life.read(source);
        life.write(target);
    }
}
