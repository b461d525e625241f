package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.measurement.Measurement;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Scores each measurement by the statistics of the values before it, and emits outliers. Keyed by the measurements' key;
 * its input is sorted by time. Outliers count in the statistics too: if values stay at a new level, that becomes normal.
 *
 * <p>State: per key a {@link Usual} (32 bytes) and one timer. A key without a value for the state's TTL starts again. The
 * timer only clears statistics that are no longer used, so results do not depend on when it fires.
 */
final class DetectOutliers extends KeyedProcessFunction<String, Measurement, Outlier> {
    private static final long serialVersionUID = 1L;

    private final OutlierRule rule;

    private transient ValueState<Usual> usual;

    DetectOutliers(OutlierRule rule) {
        this.rule = requireNonNull(rule, "rule is null");
    }

    @Override
    public void open(OpenContext context) {
        usual = getRuntimeContext().getState(new ValueStateDescriptor<>("usual", Usual.class));
    }

    @Override
    public void processElement(Measurement measurement, Context context, Collector<Outlier> out) throws Exception {
        @Nullable Usual known = usual.value();
        Usual before = known == null || isExpired(known, measurement.time) ? new Usual() : known;
        Usual after = before.with((double) measurement.value, measurement.time, rule.smoothingFactor());
        usual.update(after);
        if (known == null) {
            context.timerService().registerEventTimeTimer(rule.expiresAfter(after));
        }
        if (rule.isWarm(before)) {
            score(measurement, before, out);
        }
    }

    private boolean isExpired(Usual known, long time) {
        return rule.expiresAfter(known) < time;
    }

    private void score(Measurement measurement, Usual before, Collector<Outlier> out) {
        double deviation = rule.deviation(before);
        double score = Math.abs(measurement.value - before.mean) / deviation;
        if (rule.isOutlier(score)) {
            out.collect(
                    new Outlier(measurement.key, measurement.value, measurement.time, before.mean, deviation, score));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outlier> out) throws Exception {
        long expiresAfter = rule.expiresAfter(usual.value());
        if (expiresAfter <= timestamp) {
            usual.clear();
        } else {
            context.timerService().registerEventTimeTimer(expiresAfter);
        }
    }
}
