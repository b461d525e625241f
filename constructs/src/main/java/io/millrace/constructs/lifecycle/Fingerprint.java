package io.millrace.constructs.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Detects a changed configuration. Literal values are hashed at synthesis. Values that only the deploy knows, such as the
 * name of a replaced stream, are referred to, so that the deploy compares them.
 */
final class Fingerprint {
    /** Functions whose value is always a list. */
    private static final Set<String> LIST_FUNCTIONS = Set.of("Fn::Cidr", "Fn::GetAZs", "Fn::Split");

    /** Properties of an application that are lists of texts, in lower case. */
    private static final Set<String> LIST_PROPERTIES = Set.of("securitygroupids", "subnetids");

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
        collect("", resolved, references);
        return references.isEmpty() ? "" : Map.of("Fn::Join", List.of("\n", List.copyOf(references)));
    }

    /** Joins the elements of a list: a list cannot be one of the texts that are joined. */
    private static void collect(String property, Object value, Set<Object> references) {
        if (value instanceof Map<?, ?> map) {
            String function = function(map);
            if (function.isEmpty()) {
                new TreeMap<Object, Object>(map)
                        .forEach((key, member) -> collect(String.valueOf(key), member, references));
            } else if (LIST_FUNCTIONS.contains(function) || isList(property)) {
                references.add(Map.of("Fn::Join", List.of(",", map)));
            } else {
                references.add(map);
            }
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect("", element, references));
        }
    }

    /** @param property a name, or the path of an override */
    private static boolean isList(String property) {
        return LIST_PROPERTIES.contains(
                property.substring(property.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    static boolean isIntrinsic(Map<?, ?> map) {
        return !function(map).isEmpty();
    }

    /** The name of the intrinsic function that a value is; empty for any other value. */
    private static String function(Map<?, ?> map) {
        return map.size() == 1
                        && map.keySet().iterator().next() instanceof String key
                        && (key.equals("Ref") || key.startsWith("Fn::"))
                ? key
                : "";
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
