package io.millrace.job.outliers;

import io.millrace.job.measurement.MeasurementSettings;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** What an operator can change about the outliers without a new jar. Immutable. */
final class OutlierSettings {
    static final Setting<Double> FORGETTING_FACTOR = Setting.ofDouble(
                    ConfigOptions.key("forgetting.factor")
                            .doubleType()
                            .defaultValue(0.05)
                            .withDescription(
                                    "How much the newest value of a key counts in its mean and deviation, above 0 and below 1; the values before it share the rest, and about the last 2 / factor of them matter."))
            .atLeast(0.0)
            .atMost(1.0);

    static final Setting<Double> DEVIATIONS = Setting.ofDouble(ConfigOptions.key("deviations")
                    .doubleType()
                    .defaultValue(4.0)
                    .withDescription("An outlier is more deviations than this from its key's mean."))
            .atLeast(0.0);

    static final Setting<Integer> WARM_UP = Setting.ofInt(ConfigOptions.key("warm-up")
                    .intType()
                    .defaultValue(30)
                    .withDescription("How many values a key must have had before one is judged."))
            .atLeast(1);

    static final Setting<Double> LEAST_DEVIATION = Setting.ofDouble(
                    ConfigOptions.key("deviation.least")
                            .doubleType()
                            .defaultValue(0.001)
                            .withDescription(
                                    "What the deviation counts as at least, in the values' own unit, above 0: a change smaller than deviations times this is never an outlier, however constant the values were."))
            .atLeast(0.0);

    static final Setting<Duration> FORGET_AFTER = Setting.ofDuration(ConfigOptions.key("forget.after")
                    .durationType()
                    .defaultValue(Duration.ofDays(7))
                    .withDescription(
                            "After how long without a value, in event time, a key is forgotten and starts afresh."))
            .atLeast(Duration.ofMillis(1));

    private final MeasurementSettings measurement;
    private final EventTimeSettings eventTime;
    private final Judgement judgement;

    private OutlierSettings(Settings settings) {
        this.measurement = MeasurementSettings.of(settings);
        this.eventTime = EventTimeSettings.of(settings);
        this.judgement = new Judgement(
                settings.get(FORGETTING_FACTOR),
                settings.get(DEVIATIONS),
                settings.get(WARM_UP),
                settings.get(LEAST_DEVIATION) * Math.pow(10, measurement.scale()),
                settings.get(FORGET_AFTER));
    }

    /** Takes settings without {@link #mistakes}. */
    static OutlierSettings of(Settings settings) {
        return new OutlierSettings(settings);
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(MeasurementSettings.all());
        all.addAll(List.of(FORGETTING_FACTOR, DEVIATIONS, WARM_UP, LEAST_DEVIATION, FORGET_AFTER));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    static List<String> mistakes(Settings settings) {
        List<String> mistakes = new ArrayList<>(MeasurementSettings.mistakes(settings));
        double factor = settings.get(FORGETTING_FACTOR);
        if (factor <= 0 || factor >= 1) {
            mistakes.add("forgetting.factor must be above 0 and below 1, got " + factor);
        }
        double least = settings.get(LEAST_DEVIATION);
        if (least <= 0) {
            mistakes.add("deviation.least must be above 0, got " + least);
        }
        return mistakes;
    }

    MeasurementSettings measurement() {
        return measurement;
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }

    Judgement judgement() {
        return judgement;
    }
}
