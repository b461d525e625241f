package io.millrace.rehearsal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The path of a property in a resource's properties, such as {@code VpcConfig/SubnetIds}. */
public record PropertyPath(List<String> names) {
    public PropertyPath {
        names = List.copyOf(names);
    }

    public static PropertyPath parse(String text) {
        return new PropertyPath(List.of(text.split("/")));
    }

    /** The property's value, or a missing node. */
    public JsonNode in(JsonNode properties) {
        JsonNode value = properties;
        for (String name : names) {
            value = value.path(name);
        }
        return value;
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
