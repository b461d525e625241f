package io.millrace.benchmarks.rollup;

import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Emits a window's aggregates with its key and times. */
final class NameBucket implements WindowFunction<Bucket, WindowResult, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void apply(String key, TimeWindow window, Iterable<Bucket> all, Collector<WindowResult> out) {
        Bucket bucket = all.iterator().next();
        WindowResult result = new WindowResult();
        result.rollupId = key + "-" + window.getStart() + "-" + window.getEnd();
        result.key = key;
        result.windowStart = window.getStart();
        result.windowEnd = window.getEnd();
        result.max = bucket.max;
        result.min = bucket.min;
        result.sum = bucket.sum;
        result.count = bucket.count;
        result.average = bucket.sum / bucket.count;
        out.collect(result);
    }
}
