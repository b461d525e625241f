package io.millrace.benchmarks.outliers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Sorts a short window's samples, and scores them with the moments that all windows of the key share. */
final class ScoreWindow extends ProcessWindowFunction<Sample, Anomaly, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<Sample> ORDER =
            Comparator.<Sample>comparingLong(sample -> sample.time).thenComparingDouble(sample -> sample.value);

    private transient ValueState<Trend> trend;

    @Override
    public void open(OpenContext context) {
        trend = getRuntimeContext().getState(new ValueStateDescriptor<>("trend", Types.VALUE(Trend.class)));
    }

    @Override
    public void process(String key, Context context, Iterable<Sample> samples, Collector<Anomaly> out)
            throws Exception {
        Trend known = trend.value();
        Trend current = known == null ? new Trend() : known;
        Sample before = null;
        for (Sample sample : sorted(samples)) {
            // duplicates count once
            if (before == null || sample.time != before.time || sample.value != before.value) {
                SortAndScore.score(key, sample.time, sample.value, current.moments, out);
                current.moments.add(sample.value, SortAndScore.SMOOTHING_FACTOR);
            }
            before = sample;
        }
        trend.update(current);
    }

    private static List<Sample> sorted(Iterable<Sample> samples) {
        List<Sample> sorted = new ArrayList<>();
        samples.forEach(sorted::add);
        if (sorted.size() > 1) {
            sorted.sort(ORDER);
        }
        return sorted;
    }
}
