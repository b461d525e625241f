package io.millrace.constructs.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Detects a changed configuration. Literal values are hashed at synthesis. Values that only the deploy knows, such as the
 * name of a replaced stream, are referred to, so that the deploy compares them.
 */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 of a resolved value. */
    static String hash(Object resolved) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(canonical(resolved).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The values of all intrinsic functions in a resolved value, without duplicates, joined into one string. */
    static Object references(Object resolved) {
        Set<Object> references = new LinkedHashSet<>();
        collect(resolved, references);
        return references.isEmpty() ? "" : Map.of("Fn::Join", List.of("\n", List.copyOf(references)));
    }

    private static void collect(Object value, Set<Object> references) {
        if (value instanceof Map<?, ?> map) {
            if (isIntrinsic(map)) {
                references.add(map);
            } else {
                new TreeMap<Object, Object>(map).values().forEach(member -> collect(member, references));
            }
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, references));
        }
    }

    private static boolean isIntrinsic(Map<?, ?> map) {
        return map.size() == 1
                && map.keySet().iterator().next() instanceof String key
                && (key.equals("Ref") || key.startsWith("Fn::"));
    }

    /** A text that is the same for equal values, regardless of the order of their members. */
    private static String canonical(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            new TreeMap<Object, Object>(map)
                    .forEach((key, member) -> members.add(canonical(key) + ":" + canonical(member)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(",", list.stream().map(Fingerprint::canonical).toList()) + "]";
        }
        String text = String.valueOf(value);
        // with its length, a text that contains a separator cannot be mistaken for two texts
        return text.length() + "'" + text + "'";
    }
}
