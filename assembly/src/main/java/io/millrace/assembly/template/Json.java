package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Creates the JSON that intrinsic functions return. */
public final class Json {
    private Json() {}

    public static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    public static ArrayNode strings(String... texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (String text : texts) {
            array.add(text);
        }
        return array;
    }
}
