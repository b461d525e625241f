package io.millrace.cluster.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as text: what its own {@code toString} says, and for a type without one its fields as JSON. Long texts are cut, and nothing
 * that the value's code throws gets out.
 */
final class ValueText {
    static final int MOST_CHARS = 2_000;

    private static final int MOST_ELEMENTS = 100;
    private static final int MOST_DEPTH = 5;

    private final StringBuilder text = new StringBuilder();
    private int depth;

    private ValueText() {}

    static String of(@Nullable Object value) {
        ValueText writer = new ValueText();
        try {
            writer.top(value);
            // whatever the value's code throws, the task must go on
        } catch (RuntimeException | StackOverflowError | LinkageError | IllegalAccessException e) {
            writer.text
                    .append("(cannot be shown: ")
                    .append(e.getClass().getName())
                    .append(')');
        }
        return cut(writer.text.toString());
    }

    private static String cut(String whole) {
        return whole.length() <= MOST_CHARS
                ? whole
                : whole.substring(0, MOST_CHARS) + "... (" + whole.length() + " characters)";
    }

    /** Alone, a text has no quotes. */
    private void top(@Nullable Object value) throws IllegalAccessException {
        if (value instanceof byte[]) {
            text.append(bytes((byte[]) value));
        } else if (value instanceof CharSequence) {
            text.append((CharSequence) value);
        } else {
            add(value);
        }
    }

    private void add(@Nullable Object value) throws IllegalAccessException {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (depth == MOST_DEPTH || text.length() > MOST_CHARS) {
            text.append("...");
        } else {
            depth++;
            addObject(value);
            depth--;
        }
    }

    private void addObject(Object value) throws IllegalAccessException {
        if (value instanceof byte[]) {
            quote(bytes((byte[]) value));
        } else if (value.getClass().isArray()) {
            addElements(value);
        } else if (value instanceof Collection) {
            addCollection((Collection<?>) value);
        } else if (value instanceof Map) {
            addMap((Map<?, ?>) value);
        } else if (hasText(value.getClass())) {
            String own = String.valueOf(value);
            if (depth > 1) {
                quote(own);
            } else {
                text.append(own);
            }
        } else {
            addFields(value);
        }
    }

    private static boolean hasText(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class
                    || type.getName().startsWith("java.");
        } catch (NoSuchMethodException e) {
            return true; // every class has it
        }
    }

    private void addElements(Object array) throws IllegalAccessException {
        text.append('[');
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            if (!separate(i)) {
                break;
            }
            add(Array.get(array, i));
        }
        text.append(']');
    }

    private void addCollection(Collection<?> values) throws IllegalAccessException {
        text.append('[');
        int index = 0;
        for (Object value : values) {
            if (!separate(index++)) {
                break;
            }
            add(value);
        }
        text.append(']');
    }

    private void addMap(Map<?, ?> values) throws IllegalAccessException {
        text.append('{');
        int index = 0;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (!separate(index++)) {
                break;
            }
            quote(String.valueOf(entry.getKey()));
            text.append(':');
            add(entry.getValue());
        }
        text.append('}');
    }

    private void addFields(Object value) throws IllegalAccessException {
        text.append('{');
        int index = 0;
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && separate(index++)) {
                    field.setAccessible(true);
                    quote(field.getName());
                    text.append(':');
                    add(field.get(value));
                }
            }
        }
        text.append('}');
    }

    /** @return false once there is no more place */
    private boolean separate(int index) {
        if (index > 0) {
            text.append(',');
        }
        if (index >= MOST_ELEMENTS || text.length() > MOST_CHARS) {
            text.append("...");
            return false;
        }
        return true;
    }

    /** As UTF-8, or else the first of them in hexadecimal. */
    private static String bytes(byte[] data) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            StringBuilder hex = new StringBuilder("0x");
            for (int i = 0; i < Math.min(data.length, MOST_ELEMENTS); i++) {
                hex.append(String.format("%02x", data[i]));
            }
            return hex.append(" (").append(data.length).append(" bytes)").toString();
        }
    }

    private void quote(String plain) {
        text.append('"');
        for (int i = 0; i < plain.length() && text.length() <= MOST_CHARS; i++) {
            char c = plain.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
