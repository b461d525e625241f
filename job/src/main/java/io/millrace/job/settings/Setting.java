package io.millrace.job.settings;

import static java.util.Objects.requireNonNull;

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
    private final List<String> allowed;

    private Setting(ConfigOption<T> option, SettingType type, boolean required, @Nullable T min, List<String> allowed) {
        this.option = requireNonNull(option, "option is null");
        this.type = type;
        this.required = required;
        this.min = min;
        this.allowed = allowed;
    }

    public static Setting<Duration> ofDuration(ConfigOption<Duration> option) {
        return new Setting<>(option, SettingType.DURATION, false, null, List.of());
    }

    public static Setting<String> ofString(ConfigOption<String> option) {
        return new Setting<>(option, SettingType.STRING, false, null, List.of());
    }

    /** The same setting, which must be given. */
    public Setting<T> required() {
        return new Setting<>(option, type, true, min, allowed);
    }

    /** The same setting, refusing what is less. */
    public Setting<T> atLeast(T least) {
        return new Setting<>(option, type, required, least, allowed);
    }

    /** The same setting, refusing what is not among the values. */
    public Setting<T> oneOf(String... values) {
        return new Setting<>(option, type, required, min, List.of(values));
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
                null,
                allowed,
                Descriptions.text(option));
    }

    private static String text(Object value) {
        return value instanceof Duration ? TimeUtils.formatWithHighestUnit((Duration) value) : value.toString();
    }
}
