package io.millrace.job.lottery;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Reduces a window's entries to their number and the entry with the smallest ticket. Their order does not matter. */
final class BestEntry implements AggregateFunction<Entry, PartialDraw, PartialDraw> {
    private static final long serialVersionUID = 1L;

    @Override
    public PartialDraw createAccumulator() {
        return new PartialDraw();
    }

    @Override
    public PartialDraw add(Entry entry, PartialDraw draw) {
        draw.add(entry);
        return draw;
    }

    @Override
    public PartialDraw merge(PartialDraw left, PartialDraw right) {
        PartialDraw best = left.beats(right) ? left : right;
        return new PartialDraw(left.entries + right.entries, best.ticket, best.userId, best.number);
    }

    @Override
    public PartialDraw getResult(PartialDraw draw) {
        return draw;
    }
}
