package com.example.byhand;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** Compares the stack of an example with the same one by hand. Each has one resource of a type. */
final class SameTemplate {
    private static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";

    private SameTemplate() {}

    /** Fails unless both have the same resources, the same application and the same permissions. */
    static void assertSame(Stack byHand, Stack constructs) {
        Map<String, Map<String, Object>> expected = resources(byHand);
        Map<String, Map<String, Object>> actual = resources(constructs);
        assertEquals(expected.keySet(), actual.keySet());
        assertEquals(expected.get(APPLICATION).get("Properties"), actual.get(APPLICATION).get("Properties"));
        assertEquals(expected.get(APPLICATION).get("DeletionPolicy"), actual.get(APPLICATION).get("DeletionPolicy"));
        assertEquals(permissions(expected), permissions(actual));
    }

    /** Each statement of each policy, with one action. */
    private static Set<String> permissions(Map<String, Map<String, Object>> resources) {
        Set<String> permissions = new TreeSet<>();
        resources.forEach((type, resource) -> {
            Map<?, ?> properties = (Map<?, ?>) resource.get("Properties");
            for (String document : List.of("PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument")) {
                if (properties.get(document) instanceof Map<?, ?> policy) {
                    for (Object entry : (List<?>) policy.get("Statement")) {
                        Map<String, Object> statement = new TreeMap<>();
                        ((Map<?, ?>) entry).forEach((key, value) -> statement.put(String.valueOf(key), value));
                        for (Object action : list(statement.remove("Action"))) {
                            permissions.add(type + " " + action + " " + statement);
                        }
                    }
                }
            }
        });
        return permissions;
    }

    private static Collection<?> list(Object value) {
        return value instanceof Collection<?> many ? many : List.of(value);
    }

    /** The one resource of each type, in which references to others are to their types. */
    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> resources(Stack stack) {
        Map<String, Map<String, Object>> byId =
                (Map<String, Map<String, Object>>) Template.fromStack(stack).toJSON().get("Resources");
        Map<String, String> types = new HashMap<>();
        byId.forEach((id, resource) -> types.put(id, String.valueOf(resource.get("Type"))));
        assertEquals(new TreeSet<>(types.values()).size(), types.size(), types.toString());
        Map<String, Map<String, Object>> byType = new TreeMap<>();
        byId.forEach((id, resource) -> byType.put(types.get(id), (Map<String, Object>) withTypes(resource, types)));
        return byType;
    }

    private static Object withTypes(Object value, Map<String, String> types) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> replaced = new TreeMap<>();
            map.forEach((key, child) -> replaced.put(String.valueOf(key), withTypes(child, types)));
            return replaced;
        }
        if (value instanceof List<?> list) {
            List<Object> replaced = new ArrayList<>();
            list.forEach(child -> replaced.add(withTypes(child, types)));
            return replaced;
        }
        return value instanceof String text ? types.getOrDefault(text, text) : value;
    }
}
