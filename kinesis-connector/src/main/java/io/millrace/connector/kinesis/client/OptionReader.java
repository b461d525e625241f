package io.millrace.connector.kinesis.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Reads options from properties, and collects all mistakes. */
public final class OptionReader {
    /** Far below the 292 years that a long has nanoseconds for. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, String> properties;
    private final Configuration configuration;
    private final List<String> mistakes = new ArrayList<>();

    public OptionReader(Map<String, String> properties) {
        this.properties = new TreeMap<>(properties);
        this.configuration = Configuration.fromMap(properties);
    }

    public Optional<String> text(ConfigOption<String> option) {
        return configuration.getOptional(option).filter(text -> !text.isBlank());
    }

    public <E extends Enum<E>> Optional<E> choice(ConfigOption<E> option, Class<E> type) {
        return read(option, "one of " + Arrays.toString(type.getEnumConstants()), value -> true);
    }

    public Duration duration(ConfigOption<Duration> option) {
        return duration(option, Duration.ZERO, "0");
    }

    /** A duration of so many seconds at least. */
    public Duration duration(ConfigOption<Duration> option, int leastSeconds) {
        return duration(option, Duration.ofSeconds(leastSeconds), leastSeconds + " s");
    }

    private Duration duration(ConfigOption<Duration> option, Duration least, String leastText) {
        return read(
                        option,
                        "a duration such as '10 s', at least " + leastText + " and at most " + LONGEST.toDays() + " d",
                        value -> value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0)
                .orElse(option.defaultValue());
    }

    public int integer(ConfigOption<Integer> option, int least, int greatest) {
        return read(
                        option,
                        "an integer from " + least + " to " + greatest,
                        value -> value >= least && value <= greatest)
                .orElse(option.defaultValue());
    }

    public boolean flag(ConfigOption<Boolean> option) {
        return read(option, "true or false", value -> true).orElse(option.defaultValue());
    }

    private <T> Optional<T> read(ConfigOption<T> option, String rule, Predicate<T> isValid) {
        try {
            Optional<T> value = configuration.getOptional(option);
            if (value.isEmpty() || isValid.test(value.get())) {
                return value;
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            // the same mistake
        }
        mistake(option.key() + " must be " + rule + ", got '" + properties.get(option.key()) + "'");
        return Optional.empty();
    }

    public void mistake(String mistake) {
        mistakes.add(mistake);
    }

    /** Refuses keys with a prefix that are not among the known ones: they are most likely misspelt. */
    public void checkKnown(String prefix, Collection<String> known) {
        for (String key : properties.keySet()) {
            if (key.startsWith(prefix) && !known.contains(key)) {
                mistake("keys with the prefix '" + prefix + "' must be known ones, got '" + key + "'; "
                        + nearest(key, known) + " is the nearest");
            }
        }
    }

    private static String nearest(String key, Collection<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String each : known) {
            int distance = distance(key, each);
            if (distance < least) {
                least = distance;
                best = each;
            }
        }
        return best;
    }

    /** How many characters must be inserted, deleted or replaced to turn one text into the other. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException naming all mistakes
     */
    public void check() {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }
}
