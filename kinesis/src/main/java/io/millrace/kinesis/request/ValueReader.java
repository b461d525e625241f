package io.millrace.kinesis.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.kinesis.codec.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of the types that their shapes demand: {@code Map} for structures and maps, {@code List}, {@code String},
 * {@code Long}, {@code Boolean}, {@code Instant} and {@code ByteBuffer}. What no shape knows is skipped.
 *
 * <p>A null counts as absent. A number's fraction is cut off, and one that is too large becomes the largest, both as in
 * the service.
 */
final class ValueReader {
    private static final int QUANTUM = 4;
    /** Instants within this many milliseconds of 1970 are enough: it is 31 thousand years. */
    private static final double MAX_MILLIS = 1e15;

    private final JsonParser parser;
    private final Codec codec;

    ValueReader(JsonParser parser, Codec codec) {
        this.parser = parser;
        this.codec = codec;
    }

    /**
     * Reads the whole request.
     *
     * @throws ApiException a SerializationException, when a value has another type than its shape
     */
    Map<String, Object> readRequest(Shape shape) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw ApiException.serialization("the request must be a structure");
        }
        Map<String, Object> request = structure(shape);
        if (parser.nextToken() != null) {
            throw ApiException.serialization("the request must end after its structure");
        }
        return request;
    }

    private Map<String, Object> structure(Shape shape) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Shape member = shape.members().get(name);
            if (member == null) {
                parser.skipChildren();
                continue;
            }
            Object value = value(member, name);
            if (value != null) {
                values.put(name, value);
            } else {
                values.remove(name);
            }
        }
        return values;
    }

    private @Nullable Object value(Shape shape, String name) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (shape.type()) {
            case STRUCTURE -> {
                expect(token == JsonToken.START_OBJECT, shape, name);
                yield structure(shape);
            }
            case LIST -> {
                expect(token == JsonToken.START_ARRAY, shape, name);
                yield list(shape, name);
            }
            case MAP -> {
                expect(token == JsonToken.START_OBJECT, shape, name);
                yield map(shape, name);
            }
            case STRING -> {
                expect(token == JsonToken.VALUE_STRING, shape, name);
                yield parser.getText();
            }
            case BOOLEAN -> {
                expect(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, shape, name);
                yield token == JsonToken.VALUE_TRUE;
            }
            case INTEGER, LONG -> {
                expect(token.isNumeric(), shape, name);
                yield number(shape.type() == Shape.Type.INTEGER ? Integer.MAX_VALUE : Long.MAX_VALUE);
            }
            case TIMESTAMP -> {
                expect(token.isNumeric(), shape, name);
                yield timestamp();
            }
            case BLOB -> {
                boolean isBytes = token == JsonToken.VALUE_EMBEDDED_OBJECT;
                expect(isBytes || token == JsonToken.VALUE_STRING, shape, name);
                yield ByteBuffer.wrap(isBytes ? parser.getBinaryValue() : base64(parser.getText(), name));
            }
        };
    }

    private void expect(boolean holds, Shape shape, String name) {
        if (!holds) {
            throw ApiException.serialization(
                    name + " must be of type " + shape.type() + ", got " + parser.currentToken());
        }
    }

    /** The rest of a list that is too long is checked, but not kept. */
    private List<@Nullable Object> list(Shape shape, String name) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(shape.elements(), name);
            if (values.size() < shape.kept()) {
                values.add(value);
            }
        }
        return values;
    }

    private Map<String, @Nullable Object> map(Shape shape, String name) throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            Object value = value(shape.elements(), name);
            if (values.size() < shape.kept()) {
                values.put(key, value);
            }
        }
        return values;
    }

    /** Looks at the magnitude first: the digits of 1e999999999 would fill the memory. */
    private long number(long largest) throws IOException {
        double magnitude = parser.getDoubleValue();
        if (magnitude >= largest) {
            return largest;
        }
        return magnitude <= -(double) largest ? -largest : parser.getValueAsLong();
    }

    private Instant timestamp() throws IOException {
        double millis = parser.getDoubleValue() * (codec.isTimestampInSeconds() ? 1000 : 1);
        return Instant.ofEpochMilli(Math.round(Math.max(-MAX_MILLIS, Math.min(MAX_MILLIS, millis))));
    }

    private static byte[] base64(String text, String name) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (text.length() % QUANTUM == 0 && endsLike(text, bytes)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw ApiException.serialization(name + " must be base64: " + e.getMessage());
        }
        throw ApiException.serialization(name + " must be base64, padded to a multiple of " + QUANTUM + " characters");
    }

    /** False when the last character has bits that no byte has. */
    private static boolean endsLike(String text, byte[] bytes) {
        if (!text.endsWith("=")) {
            return true;
        }
        int rest = bytes.length % 3;
        byte[] last = new byte[rest];
        System.arraycopy(bytes, bytes.length - rest, last, 0, rest);
        return text.endsWith(Base64.getEncoder().encodeToString(last));
    }
}
