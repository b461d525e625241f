package io.millrace.constructs.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A resolved value as JSON. CDK's own {@code Stack.toJsonString} returns a token for a value with references, and an
 * annotation is text.
 */
final class JsonText {
    private JsonText() {}

    static String of(Object resolved) {
        if (resolved instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> quoted(String.valueOf(member.getKey())) + ":" + of(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (resolved instanceof List<?> list) {
            return list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
        }
        return resolved instanceof Number || resolved instanceof Boolean
                ? resolved.toString()
                : quoted(String.valueOf(resolved));
    }

    /** Policies are printable text: only these two characters need an escape. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
