package io.millrace.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A number as typed on the command line: {@code 500}, {@code 10k}, {@code 1m}. */
record Count(int value) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})([km]?)");

    static Count parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("must be a number such as 500, 10k or 1m, got '" + text + "'");
        }
        int amount = Integer.parseInt(matcher.group(1));
        long value =
                switch (matcher.group(2)) {
                    case "k" -> amount * 1_000L;
                    case "m" -> amount * 1_000_000L;
                    default -> amount;
                };
        if (value > Integer.MAX_VALUE) {
            throw new TypeConversionException("must be at most 2147m, got '" + text + "'");
        }
        return new Count((int) value);
    }

    @Override
    public String toString() {
        if (value % 1_000_000 == 0) {
            return value / 1_000_000 + "m";
        }
        return value % 1_000 == 0 ? value / 1_000 + "k" : Integer.toString(value);
    }
}
