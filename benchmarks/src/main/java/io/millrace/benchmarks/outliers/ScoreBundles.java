package io.millrace.benchmarks.outliers;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Scores bundles when event time passes them. A bundle costs one append to state and, once for all that are due, one read and
 * one write.
 */
final class ScoreBundles extends KeyedProcessFunction<String, Samples, Anomaly> {
    private static final long serialVersionUID = 1L;

    private transient ListState<StatePart> parts;
    private transient Samples due;

    @Override
    public void open(OpenContext context) {
        parts = getRuntimeContext().getListState(new ListStateDescriptor<>("parts", Types.VALUE(StatePart.class)));
        due = new Samples();
    }

    @Override
    public void processElement(Samples bundle, Context context, Collector<Anomaly> out) throws Exception {
        bundle.dropUntil(context.timerService().currentWatermark());
        if (bundle.size > 0) {
            parts.add(new StatePart(null, bundle));
            context.timerService().registerEventTimeTimer(context.timestamp());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Anomaly> out) throws Exception {
        Moments moments = new Moments();
        due.size = 0;
        for (StatePart part : parts.get()) {
            if (part.moments != null) {
                moments = part.moments.copy();
            }
            due.add(part.waiting, 0);
        }
        due.sort();
        int next = score(context.getCurrentKey(), timestamp, moments, out);
        Samples waiting = new Samples(due.size - next);
        waiting.add(due, next);
        parts.update(List.of(new StatePart(moments, waiting)));
    }

    /** Scores what is due, and returns the index of the first that is not. */
    private int score(String key, long until, Moments moments, Collector<Anomaly> out) {
        int i = 0;
        for (; i < due.size && due.times[i] <= until; i++) {
            // duplicates count once
            if (i == 0 || due.times[i] != due.times[i - 1] || due.values[i] != due.values[i - 1]) {
                SortAndScore.score(key, due.times[i], due.values[i], moments, out);
                moments.add(due.values[i], SortAndScore.SMOOTHING_FACTOR);
            }
        }
        return i;
    }
}
