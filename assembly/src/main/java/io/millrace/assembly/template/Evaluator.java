package io.millrace.assembly.template;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Resolves the values of one template, as CloudFormation would for a stack that is on this machine.
 *
 * <p>Rules: "Intrinsic function reference", "Pseudo parameters reference" and "Condition functions" of the AWS
 * CloudFormation user guide.
 */
public final class Evaluator {
    static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

    private final Template template;
    private final ResourceValues values;
    private final Set<String> conditionsInProgress = new HashSet<>();

    public Evaluator(Template template, ResourceValues values) {
        this.template = requireNonNull(template, "template is null");
        this.values = requireNonNull(values, "values is null");
    }

    /**
     * Resolves a value and everything in it.
     *
     * @return a missing node for {@code AWS::NoValue}; inside objects and lists such values are left out
     * @throws TemplateException when part of it cannot be resolved here
     */
    public JsonNode resolve(JsonNode value, TemplatePath at) {
        if (value.isArray()) {
            return resolveElements(value, at);
        }
        if (value.isTextual()) {
            return text(value.textValue(), at);
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.has("Fn::Transform")) {
            throw at.child("Fn::Transform")
                    .error("%s; %s"
                            .formatted(
                                    macro(value.path("Fn::Transform")
                                            .path("Name")
                                            .asText()),
                                    processed(template.stackName())));
        }
        if (isFunction(value)) {
            String name = value.fieldNames().next();
            return Intrinsics.call(name, value.path(name), this, at.child(name));
        }
        value.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("Fn::")) {
                throw at.error("%s must be alone in its object, got %s".formatted(name, value));
            }
        });
        return resolveFields(value, at);
    }

    /** Whether a value is the call of a function. */
    public static boolean isFunction(JsonNode value) {
        String name = value.isObject() && value.size() == 1 ? value.fieldNames().next() : "";
        return name.equals("Ref") || name.startsWith("Fn::");
    }

    /** Whether a resource is part of the stack: it has no condition, or one that holds. */
    public boolean isDeployed(String logicalId) {
        return isDeclared(template.resource(logicalId), template.path(logicalId));
    }

    /** Whether a resource or an output has no condition, or one that holds. */
    public boolean isDeclared(JsonNode element, TemplatePath at) {
        JsonNode condition = element.path("Condition");
        return condition.isMissingNode() || condition(condition.asText(), at.child("Condition"));
    }

    /**
     * Checks the value of a parameter, whether or not anything refers to it.
     *
     * @throws TemplateException when it breaks a rule of the parameter's declaration
     */
    public void checkParameter(String name) {
        Parameters.check(name, this);
    }

    /** Resolves to a string, a number or a boolean, as text. */
    String scalar(JsonNode value, TemplatePath at) {
        JsonNode resolved = resolve(value, at);
        if (!resolved.isValueNode() || resolved.isNull()) {
            throw at.error("must be a string, got %s".formatted(describe(resolved)));
        }
        return resolved.asText();
    }

    /** Resolves to a list. */
    List<JsonNode> list(JsonNode value, TemplatePath at) {
        JsonNode resolved = resolve(value, at);
        if (!resolved.isArray()) {
            throw at.error("must be a list, got %s".formatted(describe(resolved)));
        }
        List<JsonNode> elements = new ArrayList<>();
        resolved.forEach(elements::add);
        return elements;
    }

    /** The value of a named condition. */
    boolean condition(String name, TemplatePath at) {
        JsonNode definition = template.root().path("Conditions").path(name);
        if (definition.isMissingNode()) {
            throw at.error("the template has no condition '%s'".formatted(name));
        }
        if (!conditionsInProgress.add(name)) {
            throw at.error("condition '%s' depends on itself".formatted(name));
        }
        try {
            return Conditions.holds(
                    definition, this, template.path().child("Conditions").child(name));
        } finally {
            conditionsInProgress.remove(name);
        }
    }

    /** A text with the values of the dynamic references in it. */
    JsonNode text(String text, TemplatePath at) {
        return Json.text(DynamicReferences.isIn(text) ? DynamicReferences.resolve(text, this, at) : text);
    }

    /** A value that no template has, read as given, or else what stands for it. */
    String external(ExternalValue value, UnaryOperator<String> read) {
        return values.external(value).map(read).or(() -> values.standIn(value)).orElseThrow(() -> value.at()
                .error("only AWS knows this value; %s gives it"
                        .formatted(value.kind().option(value.name()))));
    }

    /** Refuses a function that CloudFormation refuses too unless the template declares the transform that adds it. */
    void requireLanguageExtensions(String function, TemplatePath at) {
        JsonNode transform = template.root().path("Transform");
        boolean declared = transform.asText().equals(LANGUAGE_EXTENSIONS);
        for (JsonNode one : transform) {
            declared |= one.asText().equals(LANGUAGE_EXTENSIONS);
        }
        if (!declared) {
            throw at.error("%s must be in a template with the transform %s".formatted(function, LANGUAGE_EXTENSIONS));
        }
    }

    Template template() {
        return template;
    }

    ResourceValues values() {
        return values;
    }

    static String macro(String name) {
        return "macro '%s' (AWS::CloudFormation::Macro) is a function that does not run here".formatted(name);
    }

    /** How to get what the macros make of a template. */
    static String processed(String stack) {
        return "run what it makes of the template: aws cloudformation get-template --stack-name %s --template-stage Processed"
                .formatted(stack);
    }

    static String describe(JsonNode value) {
        return value.isMissingNode() ? "AWS::NoValue" : value.toString();
    }

    private JsonNode resolveElements(JsonNode value, TemplatePath at) {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = resolve(value.get(i), at.child(i));
            if (!(element instanceof MissingNode)) {
                resolved.add(element);
            }
        }
        return resolved;
    }

    private JsonNode resolveFields(JsonNode value, TemplatePath at) {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> {
            JsonNode child = resolve(field.getValue(), at.child(field.getKey()));
            if (!(child instanceof MissingNode)) {
                resolved.set(field.getKey(), child);
            }
        });
        return resolved;
    }
}
