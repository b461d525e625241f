package io.millrace.job.lottery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The event-time interval in which a lottery runs. A Flink POJO, never assigned after construction. The name of this
 * class is part of savepoints.
 */
public final class Lottery {
    /** The start, in epoch milliseconds. */
    public long start;
    /** The end, exclusive, in epoch milliseconds; {@link Long#MAX_VALUE} if there is none. */
    public long end;

    /** For Flink's serializer. */
    public Lottery() {}

    private Lottery(long start, long end) {
        this.start = start;
        this.end = end;
    }

    static Lottery of(LotteryStart event, DrawWindow window) {
        return new Lottery(event.time, event.prizes == LotteryStart.ENDLESS ? Long.MAX_VALUE : end(event, window));
    }

    /** The end, or {@link Long#MAX_VALUE} if it does not fit a long. */
    private static long end(LotteryStart event, DrawWindow window) {
        try {
            return Math.addExact(window.start(event.time), Math.multiplyExact(event.prizes, window.millis()));
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    boolean isRunningAt(long time) {
        return start <= time && time < end;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lottery && start == ((Lottery) other).start && end == ((Lottery) other).end;
    }

    @Override
    public int hashCode() {
        return Objects.hash(start, end);
    }

    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }
}
