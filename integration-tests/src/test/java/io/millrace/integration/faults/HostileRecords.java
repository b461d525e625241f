package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes valid JSON records hostile: cut off, huge, deep, of wrong types, in wrong encodings, with numbers at limits. */
final class HostileRecords {
    /** Costly ones are rare: a record in so many is as large as Kinesis takes, one in so many as deep as it can be. */
    private static final int HUGE_EVERY = 2_000;

    private static final int DEEP_EVERY = 200;
    private static final int HUGE_BYTES = (1 << 20) - 300;
    private static final int DEPTH = 100_000;

    private static final Pattern VALUE = Pattern.compile("(?<=:)(-?[0-9.]+|\"[^\"]*\")");
    private static final Pattern NUMBER = Pattern.compile("(?<=:)-?[0-9.]+");
    private static final List<String> OTHER_VALUES =
            List.of("null", "true", "[]", "{}", "\"\"", "\"x\"", "1.5", "[[1]]", "{\"a\":{}}", "\"\\ud800\"");
    private static final List<String> LIMITS = List.of(
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "0",
            "-0",
            "-1",
            "253402300800000",
            "1e999999999",
            "1e-999999999",
            "-1e2147483648",
            "1.7976931348623157e309",
            "4.9e-325",
            "0.1",
            "NaN",
            "Infinity",
            "0x10",
            "007",
            "9".repeat(500),
            "9".repeat(5_000),
            "0." + "3".repeat(900));
    private static final List<String> NO_OBJECTS =
            List.of("", " ", "[]", "1", "\"x\"", "null", "true", "nul", "}", "\0");

    private final Random random;
    private long made;

    /**
     * A record.
     *
     * @param sure whether no job can take it for valid
     */
    record Hostile(byte[] data, boolean sure) {}

    HostileRecords(long seed) {
        this.random = new Random(seed);
    }

    /** Makes the next one out of a valid JSON object. */
    Hostile next(byte[] valid) {
        made++;
        String text = new String(valid, UTF_8);
        if (made % HUGE_EVERY == 0) {
            return new Hostile(huge(text), false);
        }
        if (made % DEEP_EVERY == 0) {
            return new Hostile(deep(text), true);
        }
        return switch (random.nextInt(10)) {
            case 0 ->
                new Hostile(text.substring(0, random.nextInt(text.length())).getBytes(UTF_8), true);
            case 1 -> new Hostile(flipped(valid), false);
            case 2 -> new Hostile(invalidUtf8(valid), false);
            case 3 ->
                new Hostile(random.nextBoolean() ? text.getBytes(UTF_16) : ("\ufeff" + text).getBytes(UTF_8), false);
            case 4 -> new Hostile(replaced(text, VALUE, OTHER_VALUES), false);
            case 5 -> new Hostile(replaced(text, NUMBER, LIMITS), false);
            case 6 -> new Hostile(("{" + one(text, VALUE) + text.substring(1)).getBytes(UTF_8), false);
            case 7 -> new Hostile(oneOf(NO_OBJECTS).getBytes(UTF_8), true);
            case 8 -> new Hostile((text + oneOf(List.of("]", ",", text, "\u0001"))).getBytes(UTF_8), true);
            default -> new Hostile(noise(), true);
        };
    }

    /** As large as a record may be: a long string, many fields, or one endless number. */
    private byte[] huge(String text) {
        String rest = text.substring(1);
        int room = HUGE_BYTES - text.length();
        return switch (random.nextInt(3)) {
            case 0 -> ("{\"padding\":\"" + "x".repeat(room - 20) + "\"," + rest).getBytes(UTF_8);
            case 1 -> ("{" + "\"a\":1,".repeat(room / 6) + rest).getBytes(UTF_8);
            default -> ("{\"padding\":" + "7".repeat(room - 20) + "," + rest).getBytes(UTF_8);
        };
    }

    private byte[] deep(String text) {
        String opened = random.nextBoolean() ? "[".repeat(DEPTH) : "{\"a\":".repeat(DEPTH);
        return (random.nextBoolean() ? opened : "{\"deep\":" + opened + "," + text.substring(1)).getBytes(UTF_8);
    }

    private byte[] flipped(byte[] valid) {
        byte[] flipped = valid.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] invalidUtf8(byte[] valid) {
        byte[] invalid = valid.clone();
        invalid[random.nextInt(invalid.length)] = (byte) (0x80 + random.nextInt(0x80));
        return invalid;
    }

    private byte[] replaced(String text, Pattern pattern, List<String> replacements) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        MatchResult chosen = found.get(random.nextInt(found.size()));
        return (text.substring(0, chosen.start()) + oneOf(replacements) + text.substring(chosen.end())).getBytes(UTF_8);
    }

    /** A second field of the same name as one of the object's. */
    private String one(String text, Pattern value) {
        MatchResult first = value.matcher(text).results().findFirst().orElseThrow();
        String name = text.substring(1, first.start());
        return name + oneOf(OTHER_VALUES) + ",";
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
