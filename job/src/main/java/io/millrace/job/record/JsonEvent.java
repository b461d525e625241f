package io.millrace.job.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One flat JSON object, read in one pass over its bytes: the {@code type} and the whole-number fields asked for. What
 * else the object holds is skipped. A field is judged when it is taken, since only the type tells which ones matter.
 * What {@link PlainJson} gives up on, and what has a mistake to tell of, is read again by a parser.
 */
public final class JsonEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SHOWN_CHARS = 60;

    private final JsonShape shape;
    private final long[] numbers;
    private final boolean[] given;
    /** Per field what is wrong with it, if it is there and no good; null while nothing is. */
    private @Nullable RejectedException @Nullable [] mistakes;

    private @Nullable String type;

    private JsonEvent(JsonShape shape) {
        this.shape = shape;
        this.numbers = new long[shape.fields().size()];
        this.given = new boolean[shape.fields().size()];
    }

    /**
     * Reads an object.
     *
     * @throws RejectedException when the bytes are not exactly one JSON object
     */
    public static JsonEvent read(byte @Nullable [] data, JsonShape shape) throws RejectedException {
        JsonEvent event = new JsonEvent(shape);
        return event.readPlain(new PlainJson(data)) ? event : parse(data, shape);
    }

    /** Whether the record could be read as a plain one, and had no mistakes. */
    private boolean readPlain(PlainJson members) {
        for (PlainJson.Token value = members.next(); value != PlainJson.Token.END; value = members.next()) {
            if (value == PlainJson.Token.OTHER) {
                return false;
            }
            if (shape.isType(members)) {
                type = value == PlainJson.Token.STRING ? shape.type(members) : null;
                continue;
            }
            int field = shape.field(members);
            if (field >= 0) {
                if (value != PlainJson.Token.WHOLE) {
                    return false;
                }
                given[field] = true;
                numbers[field] = members.number();
            }
        }
        return true;
    }

    private static JsonEvent parse(byte @Nullable [] data, JsonShape shape) throws RejectedException {
        JsonEvent event = new JsonEvent(shape);
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
        int field = shape.fields().indexOf(name);
        if (field >= 0) {
            number(field, parser);
        }
        parser.skipChildren();
    }

    private void number(int field, JsonParser parser) throws IOException {
        given[field] = parser.currentToken() != JsonToken.VALUE_NULL;
        mistake(field, null);
        if (!given[field]) {
            return;
        }
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            mistake(
                    field,
                    new RejectedException(
                            Rejection.WRONG_SHAPE,
                            shape.fields().get(field) + " must be a whole number, got " + shown(parser)));
            return;
        }
        try {
            numbers[field] = parser.getLongValue();
        } catch (InputCoercionException tooLarge) {
            mistake(
                    field,
                    new RejectedException(
                            Rejection.OUT_OF_RANGE,
                            shape.fields().get(field) + " must fit 64 bits, got " + shown(parser)));
        }
    }

    private void mistake(int field, @Nullable RejectedException mistake) {
        if (mistakes == null) {
            mistakes = new RejectedException[given.length];
        }
        mistakes[field] = mistake;
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

    /** The rejection of an event of a type that the shape does not name. */
    public RejectedException unknownType() throws RejectedException {
        String unknown = type();
        String shown = unknown.length() <= SHOWN_CHARS ? unknown : unknown.substring(0, SHOWN_CHARS) + "...";
        return new RejectedException(
                Rejection.UNKNOWN_TYPE, "type must be one of " + String.join(", ", shape.types()) + ", got " + shown);
    }

    /**
     * The value of a field that must be there.
     *
     * @param field its place in the shape's list
     * @throws RejectedException when it is missing or no whole number of 64 bits
     */
    public long required(int field) throws RejectedException {
        if (!has(field)) {
            throw new RejectedException(Rejection.WRONG_SHAPE, shape.fields().get(field) + " is missing");
        }
        return numbers[field];
    }

    /**
     * Whether the field is there and not null.
     *
     * @param field its place in the shape's list
     * @throws RejectedException when it is there and no whole number of 64 bits
     */
    public boolean has(int field) throws RejectedException {
        RejectedException mistake = mistakes == null ? null : mistakes[field];
        if (mistake != null) {
            throw mistake;
        }
        return given[field];
    }
}
