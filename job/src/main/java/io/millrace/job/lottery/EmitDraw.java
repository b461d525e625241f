package io.millrace.job.lottery;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Emits the draw of a window from its one partial. */
final class EmitDraw extends ProcessWindowFunction<PartialDraw, Draw, Long, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Long lotteryId, Context context, Iterable<PartialDraw> partials, Collector<Draw> out) {
        TimeWindow window = context.window();
        for (PartialDraw partial : partials) {
            out.collect(new Draw(lotteryId, window.getStart(), window.getEnd(), partial.userId, partial.entries));
        }
    }
}
