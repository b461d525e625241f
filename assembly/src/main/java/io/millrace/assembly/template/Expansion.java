package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A template with its loops ({@code Fn::ForEach}) unrolled and its snippets ({@code AWS::Include}) put in. CloudFormation
 * does so before it reads the resources, so that neither may refer to one. Macros are Lambda functions, which do not run here:
 * a notice names each that is left out.
 */
public final class Expansion {
    private static final String LOOP = "Fn::ForEach::";
    private static final String SNIPPET = "AWS::Include";

    /** Transforms of AWS with no effect here, or that are applied elsewhere. */
    private static final Set<String> KNOWN_TRANSFORMS = Set.of(
            "AWS::CodeDeployBlueGreen",
            Evaluator.LANGUAGE_EXTENSIONS,
            "AWS::SecretsManager-2020-07-23",
            "AWS::SecretsManager-2024-09-16",
            "AWS::Serverless-2016-10-31");

    private final Evaluator evaluator;
    private final Snippets snippets;
    private final Consumer<String> notices;

    /** Reads snippets. */
    public interface Snippets {
        /**
         * The content of an object.
         *
         * @param location its URL, {@code s3://<bucket>/<key>}
         * @throws TemplateException when it cannot be read
         */
        ObjectNode read(String location, TemplatePath at);
    }

    /**
     * An expansion of an evaluator's template.
     *
     * @param evaluator resolves what loops run over, and where snippets are
     * @param notices receives a sentence for each macro that is left out
     */
    public Expansion(Evaluator evaluator, Snippets snippets, Consumer<String> notices) {
        this.evaluator = evaluator;
        this.snippets = snippets;
        this.notices = notices;
    }

    /**
     * The template expanded.
     *
     * @throws TemplateException when part of it cannot be
     */
    public Template expanded() {
        Template template = evaluator.template();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (var field : template.root().properties()) {
            if (field.getKey().equals("Transform")) {
                transform(root, field.getValue(), template.path().child("Transform"));
            } else {
                add(root, field.getKey(), field.getValue(), template.path());
            }
        }
        return template.withRoot(root);
    }

    /** A snippet of the whole template is one of its transforms; the names of the others stay. */
    private void transform(ObjectNode root, JsonNode transform, TemplatePath at) {
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : transform.isArray()
                ? transform
                : JsonNodeFactory.instance.arrayNode().add(transform)) {
            if (isSnippet(one)) {
                include(root, one, at);
            } else {
                others.add(one);
                leaveOutUnlessKnown(one);
            }
        }
        root.set("Transform", others);
    }

    private JsonNode expand(JsonNode value, TemplatePath at) {
        if (value.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                elements.add(expand(value.get(i), at.child(i)));
            }
            return elements;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> add(fields, field.getKey(), field.getValue(), at));
        return fields;
    }

    private void add(ObjectNode fields, String key, JsonNode value, TemplatePath at) {
        if (key.startsWith(LOOP)) {
            unroll(fields, value, at.child(key));
        } else if (key.equals("Fn::Transform") && isSnippet(value)) {
            include(fields, value, at.child(key));
        } else if (key.equals("Fn::Transform") && !at.path().contains(".Properties")) {
            leaveOutUnlessKnown(value); // where a value is needed, the evaluator refuses it
        } else {
            set(fields, key, expand(value, at.child(key)), at);
        }
    }

    private static void set(ObjectNode fields, String key, JsonNode value, TemplatePath at) {
        if (fields.has(key)) {
            throw at.error("'%s' must be there once".formatted(key));
        }
        fields.set(key, value);
    }

    private void leaveOutUnlessKnown(JsonNode transform) {
        String name = transform.isObject() ? transform.path("Name").asText() : transform.asText();
        if (!name.isEmpty() && !KNOWN_TRANSFORMS.contains(name)) {
            String stack = evaluator.template().stackName();
            notices.accept("%s, so template %s counts as it is written; %s"
                    .formatted(Evaluator.macro(name), stack, Evaluator.processed(stack)));
        }
    }

    private static boolean isSnippet(JsonNode transform) {
        return transform.path("Name").asText().equals(SNIPPET);
    }

    private void include(ObjectNode fields, JsonNode transform, TemplatePath at) {
        TemplatePath where = at.child("Parameters").child("Location");
        String location = evaluator.scalar(transform.path("Parameters").path("Location"), where);
        ObjectNode snippet = snippets.read(location, where);
        if (snippet.findValue("Fn::Transform") != null) {
            throw where.error("'%s' must not include another snippet".formatted(location));
        }
        snippet.properties().forEach(field -> add(fields, field.getKey(), field.getValue(), at));
    }

    private void unroll(ObjectNode fields, JsonNode loop, TemplatePath at) {
        evaluator.requireLanguageExtensions("Fn::ForEach", at);
        if (!loop.isArray() || loop.size() != 3 || !loop.get(2).isObject()) {
            throw at.error("must be a list of an identifier, a collection and an object, got %s".formatted(loop));
        }
        String identifier = loop.get(0).asText();
        Set<String> elements = new LinkedHashSet<>();
        for (JsonNode element : evaluator.list(loop.get(1), at.child(1))) {
            elements.add(evaluator.scalar(element, at.child(1)));
        }
        for (String element : elements) {
            JsonNode body = replace(loop.get(2), identifier, element);
            body.properties().forEach(field -> add(fields, field.getKey(), field.getValue(), at.child(2)));
        }
    }

    /** The body for one element: a reference to the identifier is the element, and in texts and keys so is its placeholder. */
    private static JsonNode replace(JsonNode value, String identifier, String element) {
        if (value.isTextual()) {
            return Json.text(replace(value.textValue(), identifier, element));
        }
        if (value.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            value.forEach(one -> elements.add(replace(one, identifier, element)));
            return elements;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.size() == 1 && value.path("Ref").asText().equals(identifier)) {
            return Json.text(element);
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.properties()
                .forEach(field -> fields.set(
                        replace(field.getKey(), identifier, element), replace(field.getValue(), identifier, element)));
        return fields;
    }

    /** {@code &{...}} leaves out what is neither a letter nor a digit, as logical ids must. */
    private static String replace(String text, String identifier, String element) {
        return text.replace("${" + identifier + "}", element)
                .replace("&{" + identifier + "}", element.replaceAll("[^A-Za-z0-9]", ""));
    }
}
