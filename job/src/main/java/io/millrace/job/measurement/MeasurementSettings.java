package io.millrace.job.measurement;

import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.json.JsonFields;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** Where records hold a measurement's key, value and time. Immutable. */
public final class MeasurementSettings {
    static final Setting<String> KEY_PATH = Setting.of(ConfigOptions.key("key.path")
            .stringType()
            .defaultValue("$.key")
            .withDescription("JSONPath of the key: a string, number or boolean of 1 to 256 characters."));

    static final Setting<String> VALUE_PATH = Setting.of(ConfigOptions.key("value.path")
            .stringType()
            .defaultValue("$.value")
            .withDescription("JSONPath of the value: a number."));

    static final Setting<String> TIME_PATH = Setting.of(ConfigOptions.key("time.path")
            .stringType()
            .defaultValue("$.timestamp")
            .withDescription(
                    "JSONPath of the time: epoch milliseconds, or ISO 8601 with an offset. A record without a time counts at its"
                            + " arrival."));

    static final Setting<Integer> SCALE = Setting.of(ConfigOptions.key("value.scale")
                    .intType()
                    .defaultValue(6)
                    .withDescription(
                            "Decimal places kept of a value, rounded half to even. Values are limited to 2^63 units of the last"
                                    + " place."))
            .atLeast(0)
            .atMost(9);

    private static final List<Setting<String>> PATHS = List.of(KEY_PATH, VALUE_PATH, TIME_PATH);

    private final String keyPath;
    private final String valuePath;
    private final String timePath;
    private final int scale;
    private final Duration maxAhead;

    private MeasurementSettings(Settings settings) {
        this.keyPath = settings.get(KEY_PATH);
        this.valuePath = settings.get(VALUE_PATH);
        this.timePath = settings.get(TIME_PATH);
        this.scale = settings.get(SCALE);
        this.maxAhead = settings.get(EventTimeSettings.MAX_AHEAD);
    }

    public static MeasurementSettings of(Settings settings) {
        return new MeasurementSettings(settings);
    }

    public static List<Setting<?>> all() {
        return List.of(KEY_PATH, VALUE_PATH, TIME_PATH, SCALE, EventTimeSettings.MAX_AHEAD);
    }

    /** A sentence for each malformed path. */
    public static List<String> violations(Settings settings) {
        return JsonFields.violations(PATHS, settings);
    }

    String keyPath() {
        return keyPath;
    }

    String valuePath() {
        return valuePath;
    }

    String timePath() {
        return timePath;
    }

    /** Decimal places of the values, 0 to 9. */
    public int scale() {
        return scale;
    }

    Duration maxAhead() {
        return maxAhead;
    }
}
