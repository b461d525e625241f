package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.lottery.textbook.DrawResult;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Emits a window's winner. */
final class DrawWinner implements WindowFunction<Winner, DrawResult, Long, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void apply(Long lotteryId, TimeWindow window, Iterable<Winner> all, Collector<DrawResult> out) {
        Winner winner = all.iterator().next();
        DrawResult result = new DrawResult();
        result.drawId = lotteryId + "-" + window.getStart();
        result.lotteryId = lotteryId;
        result.windowStart = window.getStart();
        result.windowEnd = window.getEnd();
        result.winner = winner.userId;
        result.entries = winner.entries;
        out.collect(result);
    }
}
