package io.millrace.kinesis.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service's operations with the shapes of their requests, from {@code requests.json}. */
public final class ServiceModel {
    private static final ServiceModel INSTANCE = load();

    private final Map<String, Shape> requests = new HashMap<>();

    private ServiceModel(JsonNode model) {
        Map<String, Shape> shapes = new HashMap<>();
        model.get("operations")
                .properties()
                .forEach(operation -> requests.put(
                        operation.getKey(), shape(operation.getValue().textValue(), model.get("shapes"), shapes)));
    }

    private static ServiceModel load() {
        try (InputStream in = requireNonNull(
                ServiceModel.class.getResourceAsStream("requests.json"), "requests.json must be on the class path")) {
            return new ServiceModel(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all operations of the service. */
    public static Set<String> operations() {
        return Set.copyOf(INSTANCE.requests.keySet());
    }

    static Shape request(String operation) {
        return requireNonNull(INSTANCE.requests.get(operation), () -> "the service must have " + operation);
    }

    private static Shape shape(String name, JsonNode definitions, Map<String, Shape> shapes) {
        Shape known = shapes.get(name);
        if (known != null) {
            return known;
        }
        JsonNode definition = definitions.get(name);
        Map<String, Shape> members = new LinkedHashMap<>();
        definition
                .path("members")
                .properties()
                .forEach(member ->
                        members.put(member.getKey(), shape(member.getValue().textValue(), definitions, shapes)));
        JsonNode element = definition.has("member") ? definition.get("member") : definition.path("value");
        JsonNode key = definition.path("key");
        Shape shape = new Shape(
                Shape.Type.valueOf(definition.get("type").textValue().toUpperCase(Locale.ROOT)),
                limit(definition.path("min")),
                limit(definition.path("max")),
                definition.has("pattern")
                        ? Pattern.compile(definition.get("pattern").textValue())
                        : null,
                texts(definition.path("enum")),
                members,
                texts(definition.path("required")),
                texts(definition.path("oneOf")),
                element.isTextual() ? shape(element.textValue(), definitions, shapes) : null,
                key.isTextual() ? shape(key.textValue(), definitions, shapes) : null);
        shapes.put(name, shape);
        return shape;
    }

    private static @Nullable Long limit(JsonNode node) {
        return node.isNumber() ? node.longValue() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return List.copyOf(texts);
    }
}
