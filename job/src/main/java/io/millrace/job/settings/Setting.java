package io.millrace.job.settings;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * One key of a property group: its type, its default, the values it may have and what it means. Immutable.
 *
 * <p>A factory without a default makes a setting that may be left out and then is null, unless it is {@link #required}.
 */
public final class Setting<T> {
    private final ConfigOption<T> option;
    private final SettingType type;
    private final String description;
    private final List<String> formerKeys;
    private final boolean required;
    private final @Nullable T min;
    private final @Nullable T max;
    private final List<String> allowed;

    private Setting(
            ConfigOption<T> option,
            SettingType type,
            String description,
            List<String> formerKeys,
            boolean required,
            @Nullable T min,
            @Nullable T max,
            List<String> allowed) {
        this.option = option;
        this.type = type;
        this.description = requireNonNull(description, "description is null");
        this.formerKeys = formerKeys;
        this.required = required;
        this.min = min;
        this.max = max;
        this.allowed = allowed;
    }

    private Setting(ConfigOption<T> option, SettingType type, String description) {
        this(option, type, description, List.of(), false, null, null, List.of());
    }

    public static Setting<Duration> duration(String key, Duration byDefault, String description) {
        return new Setting<>(key(key).durationType().defaultValue(byDefault), SettingType.DURATION, description);
    }

    public static Setting<Duration> duration(String key, String description) {
        return new Setting<>(key(key).durationType().noDefaultValue(), SettingType.DURATION, description);
    }

    public static Setting<String> string(String key, String byDefault, String description) {
        return new Setting<>(key(key).stringType().defaultValue(byDefault), SettingType.STRING, description);
    }

    public static Setting<String> string(String key, String description) {
        return new Setting<>(key(key).stringType().noDefaultValue(), SettingType.STRING, description);
    }

    /** A list, which the contract treats as a string: values separated by semicolons. */
    public static Setting<List<String>> strings(String key, List<String> byDefault, String description) {
        return new Setting<>(
                key(key).stringType().asList().defaultValues(byDefault.toArray(new String[0])),
                SettingType.STRING,
                description);
    }

    /** Where a secret is stored; {@code JobContext.secret} reads it. */
    public static Setting<String> secret(String key, String description) {
        return new Setting<>(key(key).stringType().noDefaultValue(), SettingType.SECRET, description);
    }

    public static Setting<Integer> integer(String key, int byDefault, String description) {
        return new Setting<>(key(key).intType().defaultValue(byDefault), SettingType.INT, description);
    }

    public static Setting<Double> number(String key, double byDefault, String description) {
        return new Setting<>(key(key).doubleType().defaultValue(byDefault), SettingType.DOUBLE, description);
    }

    private static ConfigOptions.OptionBuilder key(String key) {
        return ConfigOptions.key(key);
    }

    /** The same setting, which must be given. */
    public Setting<T> required() {
        return new Setting<>(option, type, description, formerKeys, true, min, max, allowed);
    }

    /** The same setting, with a key that it had in earlier versions and that is refused now. */
    public Setting<T> formerly(String key) {
        return new Setting<>(option, type, description, List.of(key), required, min, max, allowed);
    }

    /** The same setting, refusing lower values. */
    public Setting<T> atLeast(T least) {
        return new Setting<>(option, type, description, formerKeys, required, least, max, allowed);
    }

    /** The same setting, refusing higher values. */
    public Setting<T> atMost(T most) {
        return new Setting<>(option, type, description, formerKeys, required, min, most, allowed);
    }

    /** The same setting, refusing all other values. */
    public Setting<T> oneOf(String... values) {
        return new Setting<>(option, type, description, formerKeys, required, min, max, List.of(values));
    }

    public String key() {
        return option.key();
    }

    ConfigOption<T> option() {
        return option;
    }

    /** What the jar declares about this setting. */
    public SettingDeclaration declaration() {
        return new SettingDeclaration(
                        option.key(),
                        type,
                        option.hasDefaultValue() ? text(option.defaultValue()) : null,
                        required,
                        min == null ? null : text(min),
                        max == null ? null : text(max),
                        allowed,
                        description)
                .formerly(formerKeys);
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
