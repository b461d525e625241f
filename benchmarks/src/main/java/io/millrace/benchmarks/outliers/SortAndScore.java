package io.millrace.benchmarks.outliers;

import io.millrace.benchmarks.measurement.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The usual way to sort a stream by event time: values are buffered by their times, with a timer for each time. */
final class SortAndScore extends KeyedProcessFunction<String, Reading, Anomaly> {
    private static final long serialVersionUID = 1L;
    static final double SMOOTHING_FACTOR = 0.05;
    private static final double SCORE_THRESHOLD = 4;
    private static final int WARM_UP = 30;
    private static final double MIN_DEVIATION = 0.001;

    private transient MapState<Long, List<Double>> waiting;
    private transient ValueState<Moments> moments;

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(Types.DOUBLE)));
        moments = getRuntimeContext().getState(new ValueStateDescriptor<>("moments", Moments.class));
    }

    @Override
    public void processElement(Reading reading, Context context, Collector<Anomaly> out) throws Exception {
        if (reading.timestamp <= context.timerService().currentWatermark()) {
            return;
        }
        List<Double> before = waiting.get(reading.timestamp);
        List<Double> values = before == null ? new ArrayList<>() : before;
        values.add(reading.value);
        waiting.put(reading.timestamp, values);
        context.timerService().registerEventTimeTimer(reading.timestamp);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Anomaly> out) throws Exception {
        List<Double> values = new ArrayList<>(waiting.get(timestamp));
        waiting.remove(timestamp);
        Collections.sort(values);
        Moments known = moments.value();
        Moments current = known == null ? new Moments() : known;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            // duplicates count once
            if (i == 0 || value != values.get(i - 1)) {
                score(context.getCurrentKey(), timestamp, value, current, out);
                current.add(value, SMOOTHING_FACTOR);
            }
        }
        moments.update(current);
    }

    static void score(String key, long time, double value, Moments before, Collector<Anomaly> out) {
        if (before.count < WARM_UP) {
            return;
        }
        double deviation = Math.max(Math.sqrt(before.variance), MIN_DEVIATION);
        double score = Math.abs(value - before.mean) / deviation;
        if (score > SCORE_THRESHOLD) {
            Anomaly anomaly = new Anomaly();
            anomaly.key = key;
            anomaly.time = time;
            anomaly.value = value;
            anomaly.mean = before.mean;
            anomaly.deviation = deviation;
            anomaly.score = score;
            out.collect(anomaly);
        }
    }
}
