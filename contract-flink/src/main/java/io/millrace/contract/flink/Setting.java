package io.millrace.contract.flink;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.contract.SettingDeclaration;
import io.millrace.contract.SettingType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * One key of a property group: a Flink option, and the values that it may have. The option gives the key, the type, the
 * default and the description. Its deprecated keys are refused, naming the present one. Immutable.
 *
 * <p>A setting without a default may be left out and then is null, unless it is {@link #required}.
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
        this.option = option;
        this.type = type;
        this.required = required;
        this.min = min;
        this.max = max;
        this.allowed = allowed;
    }

    /**
     * Declares an option. Synthesis checks the values of strings, booleans, numbers and durations, and of an enum with a
     * default. The values of other types, such as lists, are checked when the job starts.
     */
    public static <T> Setting<T> of(ConfigOption<T> option) {
        requireNonNull(option, "option is null");
        return new Setting<>(option, OptionType.of(option), false, null, null, constants(option));
    }

    /** Declares where a secret is stored, never the secret itself: an ARN of AWS Secrets Manager, or a file. */
    public static Setting<String> secret(ConfigOption<String> option) {
        requireNonNull(option, "option is null");
        return new Setting<>(option, SettingType.SECRET, false, null, null, List.of());
    }

    private static List<String> constants(ConfigOption<?> option) {
        if (!option.hasDefaultValue() || !(option.defaultValue() instanceof Enum)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Object constant :
                ((Enum<?>) option.defaultValue()).getDeclaringClass().getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return names;
    }

    /** The same setting, which must be given. */
    public Setting<T> required() {
        return new Setting<>(option, type, true, min, max, allowed);
    }

    /** The same setting, refusing lower values. */
    public Setting<T> atLeast(T least) {
        return new Setting<>(option, type, required, least, max, allowed);
    }

    /** The same setting, refusing higher values. */
    public Setting<T> atMost(T most) {
        return new Setting<>(option, type, required, min, most, allowed);
    }

    /** The same setting, refusing all other values. */
    public Setting<T> oneOf(String... values) {
        return new Setting<>(option, type, required, min, max, List.of(values));
    }

    public String key() {
        return option.key();
    }

    ConfigOption<T> option() {
        return option;
    }

    /** Whether the contract's check leaves the value's type to Flink. */
    boolean isReadByFlinkOnly() {
        return type == SettingType.STRING && allowed.isEmpty();
    }

    /** What the jar declares about this setting. */
    public SettingDeclaration declaration() {
        List<String> formerKeys = new ArrayList<>();
        option.fallbackKeys().forEach(key -> {
            if (key.isDeprecated()) {
                formerKeys.add(key.getKey());
            }
        });
        return new SettingDeclaration(
                        option.key(),
                        type,
                        option.hasDefaultValue() ? text(option.defaultValue()) : null,
                        required,
                        min == null ? null : text(min),
                        max == null ? null : text(max),
                        allowed,
                        PlainText.of(option.description()))
                .formerly(formerKeys);
    }

    private static String text(Object value) {
        if (value instanceof Duration) {
            return TimeUtils.formatWithHighestUnit((Duration) value);
        }
        if (value instanceof Map) {
            return join(
                    ((Map<?, ?>) value).entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()), ",");
        }
        return value instanceof List ? join(((List<?>) value).stream(), ";") : value.toString();
    }

    private static String join(Stream<?> values, String separator) {
        return values.map(String::valueOf).collect(joining(separator));
    }
}
