package io.millrace.job.rollup;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Emits the highest-ranked rollups of a window, each with its rank. */
final class EmitTop extends ProcessWindowFunction<Top, Rollup, Long, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(Long windowStart, Context context, Iterable<Top> tops, Collector<Rollup> out) {
        for (Top top : tops) {
            int rank = 1;
            for (Rollup rollup : top.rollups) {
                out.collect(rollup.ranked(rank++));
            }
        }
    }
}
