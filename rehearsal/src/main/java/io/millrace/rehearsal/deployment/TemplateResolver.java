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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Resolves a stack's template as far as a rehearsal can. What only AWS knows, such as a parameter of Systems Manager, stays as the
 * template has it, which suffices to see whether it changes.
 */
final class TemplateResolver {
    private final Template template;
    private final AccountValues values;
    private final Evaluator evaluator;

    /** @param resources those of the stack so far; it may grow */
    TemplateResolver(Template template, AccountModel account, Map<String, DeployedResource> resources) {
        this.template = template;
        this.values = new AccountValues(account, template, resources);
        this.evaluator = new Evaluator(template, values);
    }

    /** An output of another stack, which a template refers to without an export ({@code Fn::GetStackOutput}). */
    record StackOutput(String stack, String region, String name) {}

    /** Whether a resource is part of the stack; one whose condition depends on an unknown value counts as part of it. */
    boolean isDeployed(String logicalId) {
        return isDeclared(template.resource(logicalId), template.path(logicalId));
    }

    /** Whether it is known that a resource is, or is not, part of the stack. */
    boolean isKnown(String logicalId) {
        return declared(template.resource(logicalId), template.path(logicalId)).isPresent();
    }

    private boolean isDeclared(JsonNode element, TemplatePath at) {
        return declared(element, at).orElse(true);
    }

    /** Whether the condition of a resource or an output holds, if it has one; empty when that depends on an unknown value. */
    private Optional<Boolean> declared(JsonNode element, TemplatePath at) {
        JsonNode condition = element.path("Condition");
        return condition.isMissingNode() ? Optional.of(true) : holds(condition, at);
    }

    /**
     * Whether a condition holds; empty when that depends on an unknown value.
     *
     * @param at what has the condition
     */
    private Optional<Boolean> holds(JsonNode condition, TemplatePath at) {
        int unknown = values.unknown();
        try {
            return Optional.of(
                    evaluator.isDeclared(JsonNodeFactory.instance.objectNode().set("Condition", condition), at));
        } catch (TemplateException e) {
            if (values.unknown() > unknown) {
                return Optional.empty();
            }
            throw e;
        }
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

    /** The values of the exports by their names, as far as these are known. */
    Map<String, String> exports() {
        Map<String, String> exports = new LinkedHashMap<>();
        declaredOutputs().forEach((id, output) -> {
            if (output.has("Export")) {
                ifKnown(() -> text(resolve(output.path("Export").path("Name"), at(id))))
                        .ifPresent(name -> exports.put(name, text(resolve(output.path("Value"), at(id)))));
            }
        });
        return exports;
    }

    /** Names of the exports that its resources and outputs import, as far as they are known. */
    Set<String> imports() {
        return arguments("Fn::ImportValue").stream()
                .flatMap(argument -> ifKnown(() -> text(resolve(argument, template.path()))).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The outputs of other stacks that its resources and outputs refer to, as far as they are known. */
    List<StackOutput> stackOutputs() {
        return arguments("Fn::GetStackOutput").stream()
                .flatMap(argument -> ifKnown(() -> stackOutput(argument)).stream())
                .distinct()
                .toList();
    }

    private StackOutput stackOutput(JsonNode argument) {
        return new StackOutput(
                text(resolve(argument.path("StackName"), template.path())),
                argument.has("Region") ? text(resolve(argument.path("Region"), template.path())) : template.region(),
                text(resolve(argument.path("OutputName"), template.path())));
    }

    /** What does not depend on an unknown value. */
    private <T> Optional<T> ifKnown(Supplier<T> value) {
        int unknown = values.unknown();
        T read = value.get();
        return values.unknown() > unknown ? Optional.empty() : Optional.of(read);
    }

    private Map<String, JsonNode> declaredOutputs() {
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        template.root().path("Outputs").properties().forEach(entry -> {
            if (isDeclared(entry.getValue(), at(entry.getKey()))) {
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
                        collect(function, template.resource(logicalId), template.path(logicalId), arguments));
        declaredOutputs().forEach((id, output) -> collect(function, output, at(id), arguments));
        return arguments;
    }

    private void collect(String function, JsonNode value, TemplatePath at, List<JsonNode> arguments) {
        if (value.has(function)) {
            arguments.add(value.path(function));
        } else {
            parts(value, at).forEach(part -> collect(function, part, at, arguments));
        }
    }

    /** What a value consists of; of a choice that is the chosen branch alone, if it is known. */
    private Iterable<JsonNode> parts(JsonNode value, TemplatePath at) {
        JsonNode choice = value.path("Fn::If");
        if (choice.size() != 3) {
            return value;
        }
        return holds(choice.get(0), at)
                .map(holds -> List.of(choice.get(holds ? 1 : 2)))
                .orElseGet(() -> List.of(choice.get(1), choice.get(2)));
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
