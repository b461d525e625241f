package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.Evaluator;
import io.millrace.assembly.template.ResourceValues;
import io.millrace.assembly.template.Template;
import io.millrace.assembly.template.TemplatePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The resources and outputs of a stack, as the templates of its stage refer to them. */
final class StackResources implements ResourceValues {
    private final Template template;
    private final Evaluator evaluator;
    private final List<StackResources> stage;

    private StackResources(Template template, List<StackResources> stage) {
        this.template = template;
        this.evaluator = new Evaluator(template, this);
        this.stage = stage;
    }

    /** All resources of a stage, in the order of its templates. */
    static List<Resource> of(Stage stage) {
        List<StackResources> stacks = new ArrayList<>();
        stage.templates().forEach(template -> stacks.add(new StackResources(template, stacks)));
        return stacks.stream()
                .flatMap(stack -> stack.template.logicalIds().stream().map(stack::resource))
                .toList();
    }

    Template template() {
        return template;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    @Override
    public Optional<JsonNode> ref(String logicalId) {
        return type(logicalId).flatMap(type -> type.ref(resource(logicalId)));
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String name) {
        return type(logicalId).flatMap(type -> type.attribute(resource(logicalId), name));
    }

    private Resource resource(String logicalId) {
        return new Resource(this, logicalId);
    }

    private Optional<ResourceType> type(String logicalId) {
        return ResourceTypes.named(template.type(logicalId));
    }

    @Override
    public Optional<JsonNode> exported(String name) {
        return stage.stream()
                .map(stack -> stack.export(name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Optional<JsonNode> output(String stackName, String region, String name) {
        return stage.stream()
                .filter(stack -> stack.template.stackName().equals(stackName)
                        && stack.template.region().equals(region))
                .filter(stack -> stack.template.root().path("Outputs").has(name))
                .map(stack -> stack.output(name))
                .findFirst();
    }

    private Optional<JsonNode> export(String name) {
        TemplatePath outputs = template.path().child("Outputs");
        for (var output : template.root().path("Outputs").properties()) {
            JsonNode exportName = output.getValue().path("Export").path("Name");
            TemplatePath at = outputs.child(output.getKey()).child("Export").child("Name");
            if (!exportName.isMissingNode()
                    && evaluator.resolve(exportName, at).asText().equals(name)) {
                return Optional.of(output(output.getKey()));
            }
        }
        return Optional.empty();
    }

    private JsonNode output(String name) {
        return evaluator.resolve(
                template.root().path("Outputs").path(name).path("Value"),
                template.path().child("Outputs").child(name).child("Value"));
    }
}
