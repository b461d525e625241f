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
 * Scores each measurement by what was usual before it, and lets the outliers out. Keyed by the measurements' key; takes
 * each key's measurements in the order of their times. An outlier is a value of its key like any other: when values
 * stay where they have jumped to, they become the usual.
 *
 * <p>State: per key a {@link Usual} (32 bytes) and one timer. A key without a value for long enough starts afresh; the
 * timer clears away what that makes meaningless, so results do not depend on when it fires.
 */
final class JudgeMeasurements extends KeyedProcessFunction<String, Measurement, Outlier> {
    private static final long serialVersionUID = 1L;

    private final Judgement judgement;

    private transient ValueState<Usual> usual;

    JudgeMeasurements(Judgement judgement) {
        this.judgement = requireNonNull(judgement, "judgement is null");
    }

    @Override
    public void open(OpenContext context) {
        usual = getRuntimeContext().getState(new ValueStateDescriptor<>("usual", Usual.class));
    }

    @Override
    public void processElement(Measurement measurement, Context context, Collector<Outlier> out) throws Exception {
        @Nullable Usual known = usual.value();
        Usual before = known == null || isForgotten(known, measurement.time) ? new Usual() : known;
        Usual after = before.with((double) measurement.value, measurement.time, judgement.forgettingFactor());
        usual.update(after);
        if (known == null) {
            context.timerService().registerEventTimeTimer(judgement.rememberedUntil(after));
        }
        if (judgement.isWarm(before)) {
            judge(measurement, before, out);
        }
    }

    private boolean isForgotten(Usual known, long time) {
        return judgement.rememberedUntil(known) < time;
    }

    private void judge(Measurement measurement, Usual before, Collector<Outlier> out) {
        double deviation = judgement.deviation(before);
        double score = Math.abs(measurement.value - before.mean) / deviation;
        if (judgement.isOutlier(score)) {
            out.collect(
                    new Outlier(measurement.key, measurement.value, measurement.time, before.mean, deviation, score));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outlier> out) throws Exception {
        long rememberedUntil = judgement.rememberedUntil(usual.value());
        if (rememberedUntil <= timestamp) {
            usual.clear();
        } else {
            context.timerService().registerEventTimeTimer(rememberedUntil);
        }
    }
}
