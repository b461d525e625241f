package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.record.Texts;
import io.millrace.job.time.EventTimes;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that {@link JsonFields} read from one record. Each getter checks its field when it is called: which fields
 * a record must have may depend on the value of another one.
 */
public final class JsonRecord {
    private static final int SHOWN_CHARS = 60;
    private static final String[] NO_TEXTS = {};

    private enum Kind {
        MISSING,
        NULL,
        STRING,
        /** A whole number of 64 bits, in {@link #numbers}. */
        WHOLE,
        /** Any other number, as it was written. */
        NUMBER,
        BOOLEAN,
        /** An object or array, as JSON. */
        STRUCTURE
    }

    private final List<FieldPath> paths;
    private final byte[] bytes;
    /** Null is {@link Kind#MISSING}: an empty array is a record without fields. */
    private final @Nullable Kind[] kinds;
    /** The text of each field that is neither missing, null nor {@link Kind#WHOLE}; null until it is needed. */
    private @Nullable String[] texts = NO_TEXTS;
    /** A whole number, or where in {@link #bytes} an ASCII text begins and ends: in the upper and the lower 32 bits. */
    private final long[] numbers;

    JsonRecord(List<FieldPath> paths, byte[] bytes) {
        this.paths = paths;
        this.bytes = bytes;
        this.kinds = new Kind[paths.size()];
        this.numbers = new long[paths.size()];
    }

    private Kind kind(int field) {
        Kind kind = kinds[field];
        return kind == null ? Kind.MISSING : kind;
    }

    private void kind(int field, Kind kind) {
        kinds[field] = kind;
    }

    private @Nullable String knownText(int field) {
        return texts.length == 0 ? null : texts[field];
    }

    private int start(int field) {
        return (int) (numbers[field] >>> 32);
    }

    private int end(int field) {
        return (int) numbers[field];
    }

    private void text(int field, @Nullable String text) {
        if (texts.length == 0) {
            if (text == null) {
                return;
            }
            texts = new String[kinds.length];
        }
        texts[field] = text;
    }

    void clear(int field) {
        kind(field, Kind.MISSING);
        text(field, null);
    }

    void scalar(int field, JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING:
                set(field, Kind.STRING, parser.getText());
                break;
            case VALUE_NUMBER_INT:
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    set(field, Kind.NUMBER, parser.getText());
                } else {
                    kind(field, Kind.WHOLE);
                    numbers[field] = parser.getLongValue();
                }
                break;
            case VALUE_NUMBER_FLOAT:
                set(field, Kind.NUMBER, parser.getText());
                break;
            case VALUE_TRUE:
            case VALUE_FALSE:
                set(field, Kind.BOOLEAN, parser.getText());
                break;
            default:
                kind(field, Kind.NULL);
        }
    }

    void flat(int field, FlatJsonScanner.Token value, FlatJsonScanner member) {
        text(field, null);
        if (value == FlatJsonScanner.Token.WHOLE) {
            kind(field, Kind.WHOLE);
            numbers[field] = member.number();
        } else {
            kind(field, value == FlatJsonScanner.Token.STRING ? Kind.STRING : Kind.NUMBER);
            numbers[field] = ((long) member.valueStart() << 32) | member.valueEnd();
        }
    }

    void structure(int field, int start, int end) {
        set(field, Kind.STRUCTURE, new String(bytes, start, end - start, UTF_8));
    }

    void node(int field, @Nullable JsonNode node) {
        if (node == null) {
            clear(field);
        } else if (node.isNull()) {
            kind(field, Kind.NULL);
        } else if (node.isContainerNode()) {
            set(field, Kind.STRUCTURE, node.toString());
        } else if (node.isIntegralNumber() && node.canConvertToLong()) {
            kind(field, Kind.WHOLE);
            numbers[field] = node.longValue();
        } else {
            set(field, node.isNumber() ? Kind.NUMBER : node.isBoolean() ? Kind.BOOLEAN : Kind.STRING, node.asText());
        }
    }

    private void set(int field, Kind kind, String text) {
        kind(field, kind);
        text(field, text);
    }

    /** Whether the field is there and not null. */
    public boolean has(int field) {
        return kind(field) != Kind.MISSING && kind(field) != Kind.NULL;
    }

    /** Whether the field is a string, number or boolean. */
    public boolean isText(int field) {
        return has(field) && kind(field) != Kind.STRUCTURE;
    }

    /**
     * The field as text: a string's content, or a number or boolean as JSON writes it.
     *
     * @throws RejectedException when it is missing, null, an object or an array
     */
    public String text(int field) throws RejectedException {
        if (!isText(field)) {
            throw wrongShape(field, "a string, number or boolean");
        }
        return kind(field) == Kind.WHOLE ? Long.toString(numbers[field]) : textOf(field);
    }

    /**
     * The field as a key: {@linkplain #text text} that can be the partition key of an output's record.
     *
     * @throws RejectedException when it is no text, empty, longer than {@value SourceRecord#MAX_PARTITION_KEY_CHARS}
     *     characters, or not Unicode
     */
    public String key(int field) throws RejectedException {
        // in the bytes are only ASCII texts and numbers
        boolean isAscii = knownText(field) == null;
        String key = text(field);
        if (key.isEmpty() || key.length() > SourceRecord.MAX_PARTITION_KEY_CHARS) {
            throw outOfRange(
                    field, "be 1 to " + SourceRecord.MAX_PARTITION_KEY_CHARS + " characters long, got " + key.length());
        }
        return isAscii ? key : unicode(field, key);
    }

    /**
     * The field as JSON text, whatever it is.
     *
     * @return null when it is missing or null
     * @throws RejectedException when it is longer than {@code maxChars} characters, or not Unicode
     */
    public @Nullable String json(int field, int maxChars) throws RejectedException {
        String json = json(field);
        if (json == null || !has(field)) {
            return null;
        }
        if (json.length() > maxChars) {
            throw outOfRange(field, "be at most " + maxChars + " characters of JSON, got " + json.length());
        }
        return unicode(field, json);
    }

    /** Text with half a surrogate pair, which an escape can produce, cannot be written as UTF-8. */
    private String unicode(int field, String text) throws RejectedException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    throw outOfRange(field, "have no unpaired surrogate, got one at character " + i);
                }
                i++;
            }
        }
        return text;
    }

    /**
     * The field as one of some names.
     *
     * @return the name as it was given
     * @throws RejectedException when it is no string, or a different one
     */
    public String oneOf(int field, Names names) throws RejectedException {
        if (kind(field) != Kind.STRING) {
            throw wrongShape(field, "a string");
        }
        String text = knownText(field);
        String name = text == null ? names.find(bytes, start(field), end(field)) : names.find(text);
        if (name == null) {
            throw new RejectedException(
                    Rejection.UNKNOWN_TYPE, paths.get(field) + " must be one of " + names + ", got " + shown(field));
        }
        return name;
    }

    /**
     * The field as a whole number.
     *
     * @throws RejectedException when it is no whole number, or exceeds 64 bits
     */
    public long whole(int field) throws RejectedException {
        if (kind(field) == Kind.WHOLE) {
            return numbers[field];
        }
        if (kind(field) == Kind.NUMBER && isDigits(textOf(field))) {
            throw outOfRange(field, "fit 64 bits, got " + shown(field));
        }
        throw wrongShape(field, "a whole number");
    }

    private static boolean isDigits(String number) {
        return number.chars().allMatch(digit -> digit == '-' || (digit >= '0' && digit <= '9'));
    }

    /**
     * The field as a number of units of its last place kept: 1.25 at scale 3 is 1250. Rounded half to even.
     *
     * @param scale decimal places kept, 0 to 18
     * @throws RejectedException when it is no number, or exceeds 64 bits at that scale
     */
    public long decimal(int field, int scale) throws RejectedException {
        if (kind(field) != Kind.WHOLE && kind(field) != Kind.NUMBER) {
            throw wrongShape(field, "a number");
        }
        try {
            if (kind(field) == Kind.WHOLE) {
                return Decimals.scaled(numbers[field], scale);
            }
            String text = knownText(field);
            return text == null
                    ? Decimals.scaled(bytes, start(field), end(field), scale)
                    : Decimals.scaled(text, scale);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw outOfRange(field, "fit 64 bits with " + scale + " decimal places, got " + shown(field));
        }
    }

    /**
     * The field as a point in time: epoch milliseconds, or ISO 8601 with an offset ({@code 2026-01-31T12:00:00Z}).
     *
     * @return epoch milliseconds
     * @throws RejectedException when it is neither, or outside what {@link EventTimes#checked} takes
     */
    public long time(int field) throws RejectedException {
        if (kind(field) == Kind.WHOLE) {
            return EventTimes.checked(paths.get(field).toString(), numbers[field]);
        }
        if (kind(field) == Kind.STRING) {
            try {
                return EventTimes.checked(
                        paths.get(field).toString(),
                        OffsetDateTime.parse(textOf(field)).toInstant().toEpochMilli());
            } catch (DateTimeParseException | ArithmeticException e) {
                throw wrongShape(field, "epoch milliseconds or ISO 8601 with an offset");
            }
        }
        throw wrongShape(field, "epoch milliseconds or ISO 8601 with an offset");
    }

    /** The field as JSON text, whatever it is; null when it is missing. */
    @Nullable
    String json(int field) {
        switch (kind(field)) {
            case MISSING:
                return null;
            case NULL:
                return "null";
            case WHOLE:
                return Long.toString(numbers[field]);
            case STRING:
                return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(textOf(field))) + '"';
            default:
                return textOf(field);
        }
    }

    @SuppressWarnings("deprecation") // takes a range of bytes as they are, which is what ASCII needs
    private String textOf(int field) {
        String text = knownText(field);
        if (text == null) {
            text = new String(bytes, 0, start(field), end(field) - start(field));
            text(field, text);
        }
        return text;
    }

    private RejectedException outOfRange(int field, String rule) {
        return new RejectedException(Rejection.OUT_OF_RANGE, paths.get(field) + " must " + rule);
    }

    private RejectedException wrongShape(int field, String shape) {
        return new RejectedException(
                Rejection.WRONG_SHAPE,
                has(field)
                        ? paths.get(field) + " must be " + shape + ", got " + shown(field)
                        : paths.get(field) + (kind(field) == Kind.NULL ? " must not be null" : " is missing"));
    }

    private String shown(int field) {
        String text = String.valueOf(json(field));
        return text.length() <= SHOWN_CHARS ? text : Texts.start(text, SHOWN_CHARS) + "...";
    }
}
