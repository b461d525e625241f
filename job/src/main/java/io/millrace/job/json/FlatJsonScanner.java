package io.millrace.job.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scans the usual record: one flat JSON object whose names and strings are ASCII without escapes, and whose other values
 * are numbers without exponents. It allocates nothing and is several times as fast as a parser.
 *
 * <p>On anything else it stops with {@link Token#OTHER}. That does not mean that the record is malformed: a parser must
 * then read it from the start. Whatever the scanner accepts is valid JSON and means the same to a parser.
 */
final class FlatJsonScanner {
    /** Longer records may have values that exceed the limits of a parser. */
    private static final int MAX_BYTES = 32 * 1024;
    /** A parser may refuse longer numbers (Jackson's {@code StreamReadConstraints}). */
    private static final int MAX_NUMBER_BYTES = 1000;
    /** Every number of this many digits fits a long. */
    private static final int MAX_DIGITS = 18;

    /** Instead of a byte. */
    private static final int NOTHING = Byte.MAX_VALUE + 1;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /** What the next member's value is. */
    enum Token {
        STRING,
        /** A whole number of 64 bits. */
        WHOLE,
        /** A number with a fraction. */
        DECIMAL,
        /** There is no further member, and nothing after the object. */
        END,
        /** Anything else, which needs a parser. */
        OTHER
    }

    private final byte[] data;
    private int at;
    private boolean opened;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private long number;
    private @Nullable KnownName known;

    FlatJsonScanner(byte[] data) {
        this.data = data.length > MAX_BYTES ? new byte[0] : data;
    }

    /**
     * Goes to the next member.
     *
     * @param before the name of the member before, whose followers are tried first
     */
    Token next(KnownName before) {
        known = null;
        int separator = skipSpace();
        if (separator == '}' && opened) {
            at++;
            return skipSpace() == NOTHING ? Token.END : Token.OTHER;
        }
        if (separator != (opened ? ',' : '{')) {
            return Token.OTHER;
        }
        at++;
        int first = skipSpace();
        if (first == '}' && !opened) {
            opened = true;
            return next(before);
        }
        opened = true;
        known = before.followerAt(data, at);
        if (known != null) {
            at += known.length();
        } else if (!skipName(first)) {
            return Token.OTHER;
        }
        Token value = value();
        int end = skipSpace();
        return end == ',' || end == '}' ? value : Token.OTHER;
    }

    private boolean skipName(int first) {
        if (first != '"' || !skipString()) {
            return false;
        }
        nameStart = valueStart;
        nameEnd = valueEnd;
        if (skipSpace() != ':') {
            return false;
        }
        at++;
        return true;
    }

    private Token value() {
        int first = skipSpace();
        if (first == '"') {
            return skipString() ? Token.STRING : Token.OTHER;
        }
        return first == '-' || isDigit(first) ? readNumber() : Token.OTHER;
    }

    /** The next byte that is no white space; {@link #NOTHING} at the end. */
    private int skipSpace() {
        while (at < data.length) {
            byte next = data[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
        return NOTHING;
    }

    private boolean skipString() {
        valueStart = ++at;
        int plain = Long.BYTES;
        while (plain == Long.BYTES && at + Long.BYTES <= data.length) {
            plain = Words.plain(Words.at(data, at));
            at += plain;
        }
        while (at < data.length) {
            byte next = data[at];
            if (next == '"') {
                valueEnd = at++;
                return true;
            }
            // control characters, and all that is not ASCII
            if (next < ' ' || next == '\\') {
                return false;
            }
            at++;
        }
        return false;
    }

    private Token readNumber() {
        valueStart = at;
        boolean negative = data[at] == '-';
        if (negative) {
            at++;
        }
        int firstDigit = at;
        long digits = 0;
        int run = Long.BYTES;
        while (run == Long.BYTES && at + Long.BYTES <= data.length) {
            long word = Words.at(data, at);
            run = Words.digits(word);
            if (run > 0) {
                digits = digits * POWERS[run] + Words.number(word, run);
                at += run;
            }
        }
        while (at < data.length && isDigit(data[at])) {
            digits = digits * 10 + (data[at++] - '0');
        }
        int count = at - firstDigit;
        if (count == 0 || count > MAX_DIGITS || (count > 1 && data[firstDigit] == '0')) {
            return Token.OTHER;
        }
        valueEnd = at;
        number = negative ? -digits : digits;
        return at < data.length && data[at] == '.' ? fraction() : Token.WHOLE;
    }

    private Token fraction() {
        int point = at++;
        while (at < data.length && isDigit(data[at])) {
            at++;
        }
        valueEnd = at;
        return at - point > 1 && at - valueStart <= MAX_NUMBER_BYTES ? Token.DECIMAL : Token.OTHER;
    }

    private static boolean isDigit(int next) {
        return next >= '0' && next <= '9';
    }

    /** The member's name, if it was one of the followers; else null, and {@link #isNamed} compares it. */
    @Nullable
    KnownName known() {
        return known;
    }

    /** The number of bytes of the member's name. */
    int nameLength() {
        return nameEnd - nameStart;
    }

    /** A copy of the member's name. */
    byte[] name() {
        return Arrays.copyOfRange(data, nameStart, nameEnd);
    }

    /** Whether the member, which is none of the followers, has the name. */
    boolean isNamed(byte[] name) {
        return Arrays.equals(data, nameStart, nameEnd, name, 0, name.length);
    }

    /** The value, which is a whole number. */
    long number() {
        return number;
    }

    /** Where the value begins: a string's content, or a number as it was written. */
    int valueStart() {
        return valueStart;
    }

    /** Where the value ends. */
    int valueEnd() {
        return valueEnd;
    }
}
