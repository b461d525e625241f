package io.millrace.contract.flink;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import io.millrace.contract.Contract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;

/** The values of one property group, already checked against what the jar declares. Immutable. */
public final class Settings {
    private final Map<String, String> values;

    /**
     * Takes the group's values.
     *
     * @param values key to value
     */
    public Settings(Map<String, String> values) {
        this.values = Map.copyOf(requireNonNull(values, "values is null"));
    }

    /** The value given, or else the setting's default; null if there is neither. */
    public <T> T get(Setting<T> setting) {
        return Configuration.fromMap(values).get(setting.option());
    }

    /** The name of the connector that an input or output uses. */
    public String connector() {
        return requireNonNull(values.get(Contract.CONNECTOR), () -> "'" + Contract.CONNECTOR + "' is missing");
    }

    /** These values without those of a wrong type, so that a check can go on and find further violations. */
    Settings readable(List<Setting<?>> settings) {
        Map<String, String> readable = new HashMap<>(values);
        settings.stream().filter(setting -> !isReadable(setting)).forEach(setting -> readable.remove(setting.key()));
        return new Settings(readable);
    }

    /** A sentence for each value of a type that the contract treats as a string, such as a list, and Flink cannot read. */
    List<String> unreadable(List<Setting<?>> settings) {
        return settings.stream()
                .filter(setting -> setting.isReadByFlinkOnly() && !isReadable(setting))
                .map(setting -> String.format(
                        "%s must be a value that Flink can read as its type, got '%s'",
                        setting.key(), values.get(setting.key())))
                .collect(toList());
    }

    private boolean isReadable(Setting<?> setting) {
        String text = values.get(setting.key());
        return text == null
                || text.isBlank()
                || OptionType.read(setting.option(), text).isPresent();
    }

    /** The values whose keys begin with one of the prefixes, which connectors pass to their clients. */
    public Properties withPrefixes(Iterable<String> prefixes) {
        Properties properties = new Properties();
        for (String prefix : prefixes) {
            values.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    properties.setProperty(key, value);
                }
            });
        }
        return properties;
    }

    /** The values whose keys begin with a prefix, with the prefix removed. */
    public Properties under(String prefix) {
        Properties properties = new Properties();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.setProperty(key.substring(prefix.length()), value);
            }
        });
        return properties;
    }
}
