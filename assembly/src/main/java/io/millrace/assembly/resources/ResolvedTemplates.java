package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.template.Evaluator;
import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.TemplateException;
import io.millrace.assembly.template.TemplatePath;
import io.millrace.contract.service.ServiceQuotas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The resources that a stage deploys, with the values that their properties have. What depends on a value that is not given stays
 * the function that the template has, and a resource whose condition depends on one counts as deployed.
 */
public final class ResolvedTemplates {
    private final ExternalValues externals;

    private ResolvedTemplates(ExternalValues externals) {
        this.externals = externals;
    }

    /**
     * The templates of a stage and of its nested stacks, by the names of the stacks. Each resource has its type, its properties,
     * and what {@code Ref} returns as {@code PhysicalResourceId}, if the type is one that runs here.
     *
     * @param given what AWS would know
     * @throws DeploymentException when a template cannot be read, or when a given value is not allowed
     */
    public static Map<String, JsonNode> resolved(CloudAssembly assembly, Stage stage, GivenValues given) {
        StagePlanner planner = StagePlanner.of(assembly, stage, ServiceQuotas.DEFAULT, given, Optional.empty());
        Map<String, JsonNode> templates = new LinkedHashMap<>();
        ResolvedTemplates resolver = new ResolvedTemplates(planner.externals());
        planner.readTemplates()
                .forEach(stack -> templates.put(stack.template().stackName(), resolver.resources(stack)));
        return templates;
    }

    private JsonNode resources(StackResources stack) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode resources = template.putObject("Resources");
        for (Resource resource : stack.resources()) {
            if (attempt(resource::isDeployed).orElse(true)) {
                ObjectNode resolved = resources.putObject(resource.logicalId()).put("Type", resource.type());
                JsonNode properties =
                        stack.template().resource(resource.logicalId()).path("Properties");
                resolved.set("Properties", resolve(properties, stack, resource.path()));
                attempt(() -> ResourceTypes.named(resource.type()).flatMap(type -> type.ref(resource)))
                        .flatMap(id -> id)
                        .ifPresent(id -> resolved.set("PhysicalResourceId", id));
            }
        }
        return template;
    }

    private JsonNode resolve(JsonNode value, StackResources stack, TemplatePath at) {
        return attempt(() -> stack.evaluator().resolve(value, at)).orElseGet(() -> resolveParts(value, stack, at));
    }

    private JsonNode resolveParts(JsonNode value, StackResources stack, TemplatePath at) {
        if (value.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> elements.add(resolve(element, stack, at)));
            return elements;
        }
        if (!value.isObject() || Evaluator.isFunction(value)) {
            return value;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(field -> {
            JsonNode resolved = resolve(field.getValue(), stack, at.child(field.getKey()));
            if (!resolved.isMissingNode()) {
                fields.set(field.getKey(), resolved);
            }
        });
        return fields;
    }

    private <T> Optional<T> attempt(Supplier<T> value) {
        try {
            return externals.ifKnown(value);
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }
}
