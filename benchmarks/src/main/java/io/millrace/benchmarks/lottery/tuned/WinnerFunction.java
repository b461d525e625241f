package io.millrace.benchmarks.lottery.tuned;

import org.apache.flink.table.functions.AggregateFunction;

/** {@code WINNER(ticket, userId)}: the user with the smallest ticket, which SQL has no aggregate for. */
public final class WinnerFunction extends AggregateFunction<Long, WinnerFunction.Best> {
    private static final long serialVersionUID = 1L;

    /** The smallest ticket so far. A structured type of SQL. */
    public static final class Best {
        public boolean exists;
        public long ticket;
        public long userId;
    }

    @Override
    public Best createAccumulator() {
        return new Best();
    }

    /** Called by SQL. */
    public void accumulate(Best best, long ticket, long userId) {
        if (!best.exists || Long.compareUnsigned(ticket, best.ticket) < 0) {
            best.exists = true;
            best.ticket = ticket;
            best.userId = userId;
        }
    }

    /** Called by SQL, to merge the results of the first phase. */
    public void merge(Best best, Iterable<Best> others) {
        for (Best other : others) {
            if (other.exists) {
                accumulate(best, other.ticket, other.userId);
            }
        }
    }

    @Override
    public Long getValue(Best best) {
        return best.userId;
    }
}
