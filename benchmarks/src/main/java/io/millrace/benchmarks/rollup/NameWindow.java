package io.millrace.benchmarks.rollup;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds the key and the window to the statistics. */
final class NameWindow extends ProcessWindowFunction<Statistics, WindowResult, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(String key, Context context, Iterable<Statistics> all, Collector<WindowResult> out) {
        Statistics statistics = all.iterator().next();
        WindowResult result = new WindowResult();
        result.rollupId =
                key + "-" + context.window().getStart() + "-" + context.window().getEnd();
        result.key = key;
        result.windowStart = context.window().getStart();
        result.windowEnd = context.window().getEnd();
        result.max = statistics.max;
        result.min = statistics.min;
        result.sum = statistics.sum;
        result.count = statistics.count;
        result.average = statistics.sum / statistics.count;
        out.collect(result);
    }
}
