package io.millrace.job.outliers;

import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.measurement.MeasurementSettings;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** The settings of the job {@code outliers}. Immutable. */
final class OutlierSettings {
    static final Setting<Double> SMOOTHING_FACTOR = Setting.of(ConfigOptions.key("smoothing.factor")
                    .doubleType()
                    .defaultValue(0.05)
                    .withDescription(
                            "Weight of the newest value in the exponentially weighted mean and deviation of its key, above 0 and"
                                    + " below 1. About the last 2 / factor values matter.")
                    .withDeprecatedKeys("forgetting.factor"))
            .atLeast(0.0)
            .atMost(1.0);

    static final Setting<Double> SCORE_THRESHOLD = Setting.of(ConfigOptions.key("score.threshold")
                    .doubleType()
                    .defaultValue(4.0)
                    .withDescription(
                            "A value is an outlier if it is more than this many deviations away from the mean of its key.")
                    .withDeprecatedKeys("deviations"))
            .atLeast(0.0);

    static final Setting<Integer> WARM_UP = Setting.of(ConfigOptions.key("warm-up")
                    .intType()
                    .defaultValue(30)
                    .withDescription("How many values a key must have had before its next value can be an outlier."))
            .atLeast(1);

    static final Setting<Double> MIN_DEVIATION = Setting.of(ConfigOptions.key("deviation.min")
                    .doubleType()
                    .defaultValue(0.001)
                    .withDescription(
                            "Lower bound of the deviation, in the unit of the values, above 0. A value closer to the mean than"
                                    + " score.threshold times this is never an outlier, however constant the values before it"
                                    + " were.")
                    .withDeprecatedKeys("deviation.least"))
            .atLeast(0.0);

    static final Setting<Duration> STATE_TTL = Setting.of(ConfigOptions.key("state.ttl")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "How long, in event time, a key without a new value is kept. After that it starts again.")
                    .withDeprecatedKeys("forget.after"))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    private final MeasurementSettings measurement;
    private final EventTimeSettings eventTime;
    private final OutlierRule rule;

    private OutlierSettings(Settings settings) {
        this.measurement = MeasurementSettings.of(settings);
        this.eventTime = EventTimeSettings.of(settings);
        this.rule = new OutlierRule(
                settings.get(SMOOTHING_FACTOR),
                settings.get(SCORE_THRESHOLD),
                settings.get(WARM_UP),
                settings.get(MIN_DEVIATION) * Math.pow(10, measurement.scale()),
                settings.get(STATE_TTL));
    }

    /** Takes settings without {@link #violations}. */
    static OutlierSettings of(Settings settings) {
        return new OutlierSettings(settings);
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(MeasurementSettings.all());
        all.addAll(List.of(SMOOTHING_FACTOR, SCORE_THRESHOLD, WARM_UP, MIN_DEVIATION, STATE_TTL));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    static List<String> violations(Settings settings) {
        List<String> violations = new ArrayList<>(MeasurementSettings.violations(settings));
        double factor = settings.get(SMOOTHING_FACTOR);
        if (factor <= 0 || factor >= 1) {
            violations.add("smoothing.factor must be above 0 and below 1, got " + factor);
        }
        double min = settings.get(MIN_DEVIATION);
        if (min <= 0) {
            violations.add("deviation.min must be above 0, got " + min);
        }
        return violations;
    }

    MeasurementSettings measurement() {
        return measurement;
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }

    OutlierRule rule() {
        return rule;
    }
}
