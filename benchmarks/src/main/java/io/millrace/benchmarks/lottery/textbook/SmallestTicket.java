package io.millrace.benchmarks.lottery.textbook;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Counts a window's participations and keeps the one with the smallest ticket. */
final class SmallestTicket implements AggregateFunction<Participation, Leader, Leader> {
    private static final long serialVersionUID = 1L;

    @Override
    public Leader createAccumulator() {
        return new Leader();
    }

    @Override
    public Leader add(Participation participation, Leader leader) {
        if (leader.entries == 0 || Long.compareUnsigned(participation.ticket, leader.ticket) < 0) {
            leader.ticket = participation.ticket;
            leader.userId = participation.userId;
        }
        leader.entries++;
        return leader;
    }

    @Override
    public Leader merge(Leader left, Leader right) {
        if (left.entries == 0) {
            return right;
        }
        if (right.entries > 0 && Long.compareUnsigned(right.ticket, left.ticket) < 0) {
            left.ticket = right.ticket;
            left.userId = right.userId;
        }
        left.entries += right.entries;
        return left;
    }

    @Override
    public Leader getResult(Leader leader) {
        return leader;
    }
}
