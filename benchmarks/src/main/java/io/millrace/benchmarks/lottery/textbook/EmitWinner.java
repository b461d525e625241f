package io.millrace.benchmarks.lottery.textbook;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Emits a window's best entry as its winner. */
final class EmitWinner extends ProcessWindowFunction<Leader, DrawResult, Long, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Long lotteryId, Context context, Iterable<Leader> leaders, Collector<DrawResult> out) {
        Leader leader = leaders.iterator().next();
        DrawResult result = new DrawResult();
        result.drawId = lotteryId + "-" + context.window().getStart();
        result.lotteryId = lotteryId;
        result.windowStart = context.window().getStart();
        result.windowEnd = context.window().getEnd();
        result.winner = leader.userId;
        result.entries = leader.entries;
        out.collect(result);
    }
}
