package io.millrace.contract;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type of a setting's value, as Flink's {@code ConfigOption} of that type parses it from a string. */
public enum SettingType {
    STRING("a string that is not blank"),
    BOOLEAN("true or false"),
    INT("a whole number"),
    LONG("a whole number"),
    DOUBLE("a number"),
    DURATION("a duration such as '10 s', '500 ms' or '1 min' (ISO 8601 is not taken)"),
    /** A reference to a secret. The secret itself is never a setting. */
    SECRET("the ARN of a secret in AWS Secrets Manager, optionally followed by ':::<version id>', or a file such as"
            + " 'file:///run/key'");

    private static final Pattern DURATION_TEXT = Pattern.compile("([0-9]+)\\s*([a-zµ]*)");
    private static final Pattern SECRET_TEXT = Pattern.compile(
            "arn:[^:]+:secretsmanager:[^:]+:[0-9]{12}:secret:[^:]+(?::::[A-Za-z0-9-]{32,64})?|file:/.+");
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final String rule;

    SettingType(String rule) {
        this.rule = rule;
    }

    /** What a value of this type looks like, phrased to follow "must be". */
    public String rule() {
        return rule;
    }

    /**
     * Reads a value.
     *
     * @return a number to compare values by (nanoseconds for a duration, zero for a type without an order), or empty
     *     when the text is not of this type
     */
    Optional<BigDecimal> parse(String text) {
        try {
            switch (this) {
                case STRING:
                    return text.isBlank() ? Optional.empty() : Optional.of(BigDecimal.ZERO);
                case BOOLEAN:
                    return Set.of("true", "false").contains(text.toLowerCase(Locale.ROOT))
                            ? Optional.of(BigDecimal.ZERO)
                            : Optional.empty();
                case INT:
                    return Optional.of(BigDecimal.valueOf(Integer.parseInt(text)));
                case LONG:
                    return Optional.of(BigDecimal.valueOf(Long.parseLong(text)));
                case DOUBLE:
                    return Optional.of(BigDecimal.valueOf(Double.parseDouble(text.trim())));
                case DURATION:
                    return parseDuration(text);
                case SECRET:
                    return SECRET_TEXT.matcher(text).matches() ? Optional.of(BigDecimal.ZERO) : Optional.empty();
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        throw new AssertionError(this);
    }

    /**
     * The grammar of Flink 1.20's {@code TimeUtils.parseDuration}: a number and a unit, milliseconds without one. Flink 2 also
     * reads ISO 8601, which a job for both versions cannot use.
     */
    private static Optional<BigDecimal> parseDuration(String text) {
        Matcher matcher = DURATION_TEXT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return nanosPerUnit(matcher.group(2))
                .map(nanos -> new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos)))
                .filter(nanos -> nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0);
    }

    private static Optional<Long> nanosPerUnit(String unit) {
        switch (unit) {
            case "d":
            case "day":
            case "days":
                return Optional.of(86_400_000L * NANOS_PER_MILLI);
            case "h":
            case "hour":
            case "hours":
                return Optional.of(3_600_000L * NANOS_PER_MILLI);
            case "m":
            case "min":
            case "minute":
            case "minutes":
                return Optional.of(60_000L * NANOS_PER_MILLI);
            case "s":
            case "sec":
            case "secs":
            case "second":
            case "seconds":
                return Optional.of(1_000L * NANOS_PER_MILLI);
            case "":
            case "ms":
            case "milli":
            case "millis":
            case "millisecond":
            case "milliseconds":
                return Optional.of(NANOS_PER_MILLI);
            case "µs":
            case "micro":
            case "micros":
            case "microsecond":
            case "microseconds":
                return Optional.of(1_000L);
            case "ns":
            case "nano":
            case "nanos":
            case "nanosecond":
            case "nanoseconds":
                return Optional.of(1L);
            default:
                return Optional.empty();
        }
    }
}
