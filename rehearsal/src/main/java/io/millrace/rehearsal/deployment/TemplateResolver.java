package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.template.Evaluator;
import io.millrace.assembly.template.Template;
import io.millrace.assembly.template.TemplateException;
import io.millrace.assembly.template.TemplatePath;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Resolves a stack's template as far as a rehearsal can. What only AWS knows, such as a parameter of Systems Manager, stays as the
 * template has it, which suffices to see whether it changes.
 */
final class TemplateResolver {
    private final Template template;
    private final Evaluator evaluator;

    /** @param resources those of the stack so far; it may grow */
    TemplateResolver(Template template, AccountModel account, Map<String, DeployedResource> resources) {
        this.template = template;
        this.evaluator = new Evaluator(template, new AccountValues(account, template, resources));
    }

    /** An output of another stack, which a template refers to without an export ({@code Fn::GetStackOutput}). */
    record StackOutput(String stack, String region, String name) {}

    boolean isDeployed(String logicalId) {
        return evaluator.isDeployed(logicalId);
    }

    JsonNode properties(String logicalId) {
        JsonNode properties = template.resource(logicalId).path("Properties");
        return properties.isMissingNode()
                ? JsonNodeFactory.instance.objectNode()
                : resolve(properties, template.path(logicalId).child("Properties"));
    }

    /** The values of the outputs by their ids. */
    Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        declaredOutputs().forEach((id, output) -> outputs.put(id, text(resolve(output.path("Value"), at(id)))));
        return outputs;
    }

    /** The values of the exports by their names. */
    Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        declaredOutputs().forEach((id, output) -> {
            if (output.has("Export")) {
                String name = text(resolve(output.path("Export").path("Name"), at(id)));
                exports.put(name, text(resolve(output.path("Value"), at(id))));
            }
        });
        return exports;
    }

    /** Names of the exports that its resources and outputs import. */
    Set<String> imports() {
        return arguments("Fn::ImportValue").stream()
                .map(argument -> text(resolve(argument, template.path())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The outputs of other stacks that its resources and outputs refer to. */
    List<StackOutput> stackOutputs() {
        return arguments("Fn::GetStackOutput").stream()
                .map(argument -> new StackOutput(
                        text(resolve(argument.path("StackName"), template.path())),
                        argument.has("Region")
                                ? text(resolve(argument.path("Region"), template.path()))
                                : template.region(),
                        text(resolve(argument.path("OutputName"), template.path()))))
                .distinct()
                .toList();
    }

    private Map<String, JsonNode> declaredOutputs() {
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        template.root().path("Outputs").properties().forEach(entry -> {
            if (evaluator.isDeclared(entry.getValue(), at(entry.getKey()))) {
                outputs.put(entry.getKey(), entry.getValue());
            }
        });
        return outputs;
    }

    private TemplatePath at(String outputId) {
        return template.path().child("Outputs").child(outputId);
    }

    /** The arguments of all calls of a function in what is deployed. */
    private List<JsonNode> arguments(String function) {
        List<JsonNode> arguments = new ArrayList<>();
        template.logicalIds().stream()
                .filter(this::isDeployed)
                .forEach(logicalId ->
                        arguments.addAll(template.resource(logicalId).findValues(function)));
        declaredOutputs().values().forEach(output -> arguments.addAll(output.findValues(function)));
        return arguments;
    }

    private JsonNode resolve(JsonNode value, TemplatePath at) {
        try {
            return evaluator.resolve(value, at);
        } catch (TemplateException notKnownHere) {
            return resolveParts(value, at);
        }
    }

    private JsonNode resolveParts(JsonNode value, TemplatePath at) {
        if (value.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> add(elements, resolve(element, at)));
            return elements;
        }
        if (value.isObject()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> {
                JsonNode resolved = resolve(field.getValue(), at.child(field.getKey()));
                if (!resolved.isMissingNode()) {
                    fields.set(field.getKey(), resolved);
                }
            });
            return fields;
        }
        return value;
    }

    private static void add(ArrayNode elements, JsonNode element) {
        if (!element.isMissingNode()) {
            elements.add(element);
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
