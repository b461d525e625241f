package io.millrace.job.lottery;

import io.millrace.job.record.SourceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The start of a lottery. A Flink POJO, never assigned after construction. */
public final class LotteryStart {
    /** {@link #prizes} of a lottery that does not end. */
    static final long ENDLESS = 0;

    public long lotteryId;
    /** When it starts, in epoch milliseconds. */
    public long time;
    /** The number of windows until it ends, including the one it starts in; or {@link #ENDLESS}. */
    public long prizes;
    /** The record that it was read from. */
    public SourceRecord source = new SourceRecord();

    /** For Flink's serializer. */
    public LotteryStart() {}

    LotteryStart(long lotteryId, long time, long prizes, SourceRecord source) {
        this.lotteryId = lotteryId;
        this.time = time;
        this.prizes = prizes;
        this.source = source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof LotteryStart)) {
            return false;
        }
        LotteryStart that = (LotteryStart) other;
        return lotteryId == that.lotteryId && time == that.time && prizes == that.prizes && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lotteryId, time, prizes);
    }

    @Override
    public String toString() {
        return "lottery " + lotteryId + " starts at " + time + " with prizes " + prizes;
    }
}
