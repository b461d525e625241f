package io.millrace.assembly.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The section {@code Globals}: properties that every resource of a type has. */
final class Globals {
    private Globals() {}

    /** A resource with the global properties of its type: mappings are merged, lists joined, and its own values win. */
    static ObjectNode applied(JsonNode globals, SamType type, JsonNode resource) {
        ObjectNode applied = resource.deepCopy();
        applied.set("Properties", merge(globals.path(type.shortName()), resource.path("Properties")));
        return applied;
    }

    private static JsonNode merge(JsonNode global, JsonNode own) {
        if (own.isMissingNode()) {
            return global.isMissingNode() ? JsonNodeFactory.instance.objectNode() : global.deepCopy();
        }
        if (global instanceof ArrayNode first && own instanceof ArrayNode second) {
            return first.deepCopy().addAll(second);
        }
        if (global.isObject() && own.isObject() && !isFunction(global) && !isFunction(own)) {
            ObjectNode merged = global.deepCopy();
            own.properties()
                    .forEach(entry -> merged.set(entry.getKey(), merge(global.path(entry.getKey()), entry.getValue())));
            return merged;
        }
        return own.deepCopy();
    }

    private static boolean isFunction(JsonNode value) {
        return value.size() == 1
                && value.properties().stream()
                        .anyMatch(entry ->
                                entry.getKey().equals("Ref") || entry.getKey().startsWith("Fn::"));
    }
}
