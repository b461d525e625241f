package io.millrace.kinesis.request;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the limits that a request violates, and words them as the service does: up to ten, in one message. */
public final class Constraints {
    private static final int MAX_REPORTED = 10;
    private static final int MAX_SHOWN = 256;

    private final List<String> found = new ArrayList<>();

    private Constraints() {}

    /** @throws ApiException a ValidationException, when a limit is violated */
    static void check(Shape shape, Map<String, Object> request) {
        Constraints constraints = new Constraints();
        constraints.structure("", shape, request);
        if (!constraints.found.isEmpty()) {
            throw ApiException.validation(counted(constraints.found));
        }
    }

    /** The message of one violation, which no shape tells of. */
    public static String message(String value, String constraint) {
        return counted(List.of(value + " failed to satisfy constraint: " + constraint));
    }

    private static String counted(List<String> violations) {
        return violations.size() + " validation error" + (violations.size() == 1 ? "" : "s") + " detected: "
                + String.join("; ", violations);
    }

    private void structure(String path, Shape shape, Map<?, ?> values) {
        shape.members().forEach((name, member) -> {
            String place = path + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
            Object value = values.get(name);
            if (value != null) {
                value(place, member, value);
            } else if (shape.required().contains(name) || isOnlyWay(shape, name, values)) {
                add(place, null, "Member must not be null");
            }
        });
    }

    /** Of several members that would do, the first is missed. */
    private static boolean isOnlyWay(Shape shape, String name, Map<?, ?> values) {
        return shape.oneOf().indexOf(name) == 0 && shape.oneOf().stream().noneMatch(values::containsKey);
    }

    private void value(String path, Shape shape, Object value) {
        if (found.size() >= MAX_REPORTED) {
            return;
        }
        violated(shape, value).forEach(constraint -> add(path, value, constraint));
        if (shape.type() == Shape.Type.STRUCTURE) {
            structure(path + ".", shape, (Map<?, ?>) value);
        } else if (value instanceof List<?> list) {
            elements(path, shape.elements(), list);
        } else if (value instanceof Map<?, ?> map) {
            Optional.ofNullable(shape.key()).ifPresent(key -> each(path, "Map keys", key, map.keySet(), map));
            each(path, "Map value", shape.elements(), map.values(), map);
        }
    }

    private void elements(String path, Shape element, List<?> list) {
        if (element.type() != Shape.Type.STRUCTURE) {
            each(path, "Member", element, list, list);
            return;
        }
        for (int i = 0; i < list.size() && found.size() < MAX_REPORTED; i++) {
            String place = path + "." + (i + 1) + ".member";
            Object value = list.get(i);
            if (value == null) {
                add(place, null, "Member must not be null");
            } else {
                value(place, element, value);
            }
        }
    }

    /** One violation for all simple elements of a list or map. */
    private void each(String path, String what, Shape shape, Collection<?> elements, Object whole) {
        for (Object element : elements) {
            List<String> violated = element == null ? List.of("Member must not be null") : violated(shape, element);
            if (!violated.isEmpty()) {
                add(path, whole, what + " must satisfy constraint: [" + String.join(", ", limits(shape)) + "]");
                return;
            }
        }
    }

    private static List<String> limits(Shape shape) {
        List<String> limits = new ArrayList<>();
        if (shape.max() != null) {
            limits.add("Member must have length less than or equal to " + shape.max());
        }
        if (shape.min() != null) {
            limits.add("Member must have length greater than or equal to " + shape.min());
        }
        if (shape.pattern() != null) {
            limits.add("Member must satisfy regular expression pattern: " + shape.pattern());
        }
        if (!shape.values().isEmpty()) {
            limits.add("Member must satisfy enum value set: " + shape.values());
        }
        return limits;
    }

    private static List<String> violated(Shape shape, Object value) {
        List<String> violated = new ArrayList<>();
        boolean isNumber = value instanceof Long;
        long size = size(value);
        String measure = isNumber ? "value" : "length";
        if (shape.max() != null && size > shape.max()) {
            violated.add("Member must have " + measure + " less than or equal to " + shape.max());
        }
        if (shape.min() != null && size < shape.min()) {
            violated.add("Member must have " + measure + " greater than or equal to " + shape.min());
        }
        if (value instanceof String text) {
            if (shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
                violated.add("Member must satisfy regular expression pattern: " + shape.pattern());
            }
            if (!shape.values().isEmpty() && !shape.values().contains(text)) {
                violated.add("Member must satisfy enum value set: " + shape.values());
            }
        }
        return violated;
    }

    private static long size(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining();
        }
        if (value instanceof Collection<?> list) {
            return list.size();
        }
        return value instanceof Map<?, ?> map ? map.size() : 0;
    }

    private void add(String path, @Nullable Object value, String constraint) {
        if (found.size() < MAX_REPORTED) {
            found.add("Value " + (value == null ? "null" : "'" + shown(value) + "'") + " at '" + path
                    + "' failed to satisfy constraint: " + constraint);
        }
    }

    /** Short, whatever it is. */
    private static String shown(Object value) {
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining() + " bytes";
        }
        if (value instanceof Collection<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            return list.size() + " members";
        }
        String text = value.toString();
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
