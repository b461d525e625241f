package io.millrace.job.settings;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Flink option with the values it may have. The option gives key, type, default and meaning; this adds what Flink
 * does not say: whether it must be given, and its range.
 */
public final class Setting<T> {
    private final ConfigOption<T> option;
    private final SettingType type;
    private final boolean required;
    private final @Nullable T min;
    private final @Nullable T max;
    private final List<String> allowed;

    private Setting(
            ConfigOption<T> option,
            SettingType type,
            boolean required,
            @Nullable T min,
            @Nullable T max,
            List<String> allowed) {
        this.option = requireNonNull(option, "option is null");
        this.type = type;
        this.required = required;
        this.min = min;
        this.max = max;
        this.allowed = allowed;
    }

    public static Setting<Duration> ofDuration(ConfigOption<Duration> option) {
        return new Setting<>(option, SettingType.DURATION, false, null, null, List.of());
    }

    public static Setting<String> ofString(ConfigOption<String> option) {
        return new Setting<>(option, SettingType.STRING, false, null, null, List.of());
    }

    /** Where a secret is; {@code JobContext.secret} reads it. */
    public static Setting<String> ofSecret(ConfigOption<String> option) {
        return new Setting<>(option, SettingType.SECRET, false, null, null, List.of());
    }

    public static Setting<Integer> ofInt(ConfigOption<Integer> option) {
        return new Setting<>(option, SettingType.INT, false, null, null, List.of());
    }

    public static Setting<Double> ofDouble(ConfigOption<Double> option) {
        return new Setting<>(option, SettingType.DOUBLE, false, null, null, List.of());
    }

    /** A list, which the contract knows as a string: values separated by semicolons. */
    public static Setting<List<String>> ofList(ConfigOption<List<String>> option) {
        return new Setting<>(option, SettingType.STRING, false, null, null, List.of());
    }

    /** The same setting, which must be given. */
    public Setting<T> required() {
        return new Setting<>(option, type, true, min, max, allowed);
    }

    /** The same setting, refusing what is less. */
    public Setting<T> atLeast(T least) {
        return new Setting<>(option, type, required, least, max, allowed);
    }

    /** The same setting, refusing what is more. */
    public Setting<T> atMost(T most) {
        return new Setting<>(option, type, required, min, most, allowed);
    }

    /** The same setting, refusing what is not among the values. */
    public Setting<T> oneOf(String... values) {
        return new Setting<>(option, type, required, min, max, List.of(values));
    }

    public ConfigOption<T> option() {
        return option;
    }

    /** What the jar's manifest says of this setting. */
    public SettingDeclaration declaration() {
        return new SettingDeclaration(
                option.key(),
                type,
                option.hasDefaultValue() ? text(option.defaultValue()) : null,
                required,
                min == null ? null : text(min),
                max == null ? null : text(max),
                allowed,
                Descriptions.text(option));
    }

    private static String text(Object value) {
        if (value instanceof Duration) {
            return TimeUtils.formatWithHighestUnit((Duration) value);
        }
        return value instanceof List
                ? ((List<?>) value).stream().map(Object::toString).collect(joining(";"))
                : value.toString();
    }
}
