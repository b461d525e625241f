package io.millrace.contract.flink;

import io.millrace.contract.SettingType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The type of an option, which Flink keeps to itself: found by reading a text that every number and duration accepts, and
 * one that a boolean accepts.
 */
final class OptionType {
    private static final Map<Class<?>, SettingType> TYPES = Map.of(
            Boolean.class, SettingType.BOOLEAN,
            Integer.class, SettingType.INT,
            Long.class, SettingType.LONG,
            Float.class, SettingType.DOUBLE,
            Double.class, SettingType.DOUBLE,
            Duration.class, SettingType.DURATION);

    private OptionType() {}

    /** The type that synthesis can check; a string for all others. */
    static SettingType of(ConfigOption<?> option) {
        return Stream.of("1", "true")
                .flatMap(text -> read(option, text).stream())
                .findFirst()
                .map(value -> TYPES.getOrDefault(value.getClass(), SettingType.STRING))
                .orElse(SettingType.STRING);
    }

    /** The value of a text; empty when it has another type. */
    static <T> Optional<T> read(ConfigOption<T> option, String text) {
        try {
            return Configuration.fromMap(Map.of(option.key(), text)).getOptional(option);
        } catch (IllegalArgumentException otherType) {
            return Optional.empty();
        }
    }
}
