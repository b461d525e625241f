package io.millrace.job.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flat JSON object, read in one pass over its bytes: the {@code type} and the whole-number fields asked for. What
 * else the object holds is skipped. A field is judged when it is taken, since only the type tells which ones matter.
 */
public final class JsonEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SHOWN_CHARS = 60;

    private final List<String> fields;
    private final long[] numbers;
    /** Per field what is wrong with it, if it is there and no good. */
    private final @Nullable RejectedException[] mistakes;

    private final boolean[] given;
    private @Nullable String type;

    private JsonEvent(List<String> fields) {
        this.fields = fields;
        this.numbers = new long[fields.size()];
        this.mistakes = new RejectedException[fields.size()];
        this.given = new boolean[fields.size()];
    }

    /**
     * Reads an object.
     *
     * @param fields names of the whole-number fields that may be taken
     * @throws RejectedException when the bytes are not exactly one JSON object
     */
    public static JsonEvent read(byte @Nullable [] data, List<String> fields) throws RejectedException {
        JsonEvent event = new JsonEvent(fields);
        try (JsonParser parser = JSON.createParser(data == null ? new byte[0] : data)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new RejectedException(Rejection.NOT_JSON, "not JSON: the record is empty");
            }
            if (first != JsonToken.START_OBJECT) {
                parser.skipChildren();
                throw new RejectedException(Rejection.WRONG_SHAPE, "an event must be a JSON object, got " + first);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                event.field(parser);
            }
            if (parser.nextToken() != null) {
                throw new RejectedException(Rejection.NOT_JSON, "not JSON: there is more after the object");
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new RejectedException(Rejection.NOT_JSON, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RejectedException(Rejection.NOT_JSON, "not JSON: " + e.getMessage());
        }
    }

    private void field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (name.equals("type")) {
            type = token == JsonToken.VALUE_STRING ? parser.getText() : null;
            parser.skipChildren();
            return;
        }
        int field = fields.indexOf(name);
        if (field >= 0) {
            number(field, parser);
        }
        parser.skipChildren();
    }

    private void number(int field, JsonParser parser) throws IOException {
        given[field] = parser.currentToken() != JsonToken.VALUE_NULL;
        mistakes[field] = null;
        if (!given[field]) {
            return;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            mistakes[field] = new RejectedException(
                    Rejection.WRONG_SHAPE, fields.get(field) + " must be a whole number, got " + shown(parser));
            return;
        }
        try {
            numbers[field] = parser.getLongValue();
        } catch (InputCoercionException tooLarge) {
            mistakes[field] = new RejectedException(
                    Rejection.OUT_OF_RANGE, fields.get(field) + " must fit 64 bits, got " + shown(parser));
        }
    }

    private static String shown(JsonParser parser) throws IOException {
        String text = parser.getText();
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
    }

    /**
     * The event's type.
     *
     * @throws RejectedException when there is none
     */
    public String type() throws RejectedException {
        if (type == null) {
            throw new RejectedException(Rejection.WRONG_SHAPE, "type must be a string, and is missing or none");
        }
        return type;
    }

    /** The rejection of an event of a type that the input does not take. */
    public RejectedException unknownType(String... known) throws RejectedException {
        String given = type();
        String shown = given.length() <= SHOWN_CHARS ? given : given.substring(0, SHOWN_CHARS) + "...";
        return new RejectedException(
                Rejection.UNKNOWN_TYPE,
                "type must be one of " + String.join(", ", Arrays.asList(known)) + ", got " + shown);
    }

    /**
     * The value of a field that must be there.
     *
     * @throws RejectedException when it is missing or no whole number of 64 bits
     */
    public long required(String name) throws RejectedException {
        if (!has(name)) {
            throw new RejectedException(Rejection.WRONG_SHAPE, name + " is missing");
        }
        return numbers[fields.indexOf(name)];
    }

    /**
     * Whether the field is there and not null.
     *
     * @throws RejectedException when it is there and no whole number of 64 bits
     */
    public boolean has(String name) throws RejectedException {
        int field = fields.indexOf(name);
        RejectedException mistake = mistakes[field];
        if (mistake != null) {
            throw mistake;
        }
        return given[field];
    }
}
