package io.millrace.assembly.resources;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.cloudformation.TemplateFile;
import io.millrace.assembly.cloudformation.TemplateFileException;
import io.millrace.assembly.cloudformation.sam.SamTransform;
import io.millrace.assembly.template.Evaluator;
import io.millrace.assembly.template.Expansion;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ExternalValue.Kind;
import io.millrace.assembly.template.ParameterRule;
import io.millrace.assembly.template.ResourceValues;
import io.millrace.assembly.template.SecretId;
import io.millrace.assembly.template.Template;
import io.millrace.assembly.template.TemplatePath;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The resources and outputs of a stack, as the templates of its stage refer to them. */
final class StackResources implements ResourceValues {
    private final StageStacks stage;
    private final Optional<Resource> parent;
    private final Map<String, StackResources> nested = new HashMap<>();
    private final Set<String> inProgress = new HashSet<>();
    private Template template;
    private Evaluator evaluator;

    /** @param parent of a nested stack, the resource that it is in its parent */
    StackResources(Template template, StageStacks stage, Optional<Resource> parent) {
        this.template = requireNonNull(template, "template is null");
        this.stage = requireNonNull(stage, "stage is null");
        this.parent = requireNonNull(parent, "parent is null");
        this.evaluator = new Evaluator(template, this);
    }

    /** Replaces the template by the expanded one, or by an empty one when it cannot be expanded. */
    void expand() {
        Evaluator original = evaluator;
        use(template.withRoot(JsonNodeFactory.instance.objectNode()));
        Template expanded = new Expansion(original, this::snippet, stage::say).expanded();
        if (expanded.root() instanceof ObjectNode root && SamTransform.isUsedBy(root)) {
            SamTransform.apply(root).forEach(stage::say);
        }
        use(expanded);
    }

    private void use(Template other) {
        template = other;
        evaluator = new Evaluator(other, this);
    }

    private ObjectNode snippet(String location, TemplatePath at) {
        return stage.file(new ExternalValue(Kind.OBJECT, location, at))
                .map(file -> read(file, TemplateFile::readSnippet, at))
                .orElseGet(() -> {
                    stage.externals().standIn(new ExternalValue(Kind.OBJECT, location, at));
                    return JsonNodeFactory.instance.objectNode();
                });
    }

    /** Checks an assertion about the parameters, unless it depends on what only AWS knows and nobody has given. */
    void check(ParameterRule rule) {
        boolean decided = !rule.isOfTheAccount()
                && stage.externals()
                        .ifKnown(() -> {
                            rule.check(evaluator);
                            return true;
                        })
                        .isPresent();
        if (!decided) {
            stage.say("rule %s of stack %s is not checked here: it depends on what only AWS knows"
                    .formatted(rule.rule(), template.stackName()));
        }
    }

    /** The stack that a resource nests in this one; empty when its condition does not hold or its template is missing. */
    Optional<StackResources> nest(Resource resource) {
        if (!resource.isDeployed()) {
            return Optional.empty();
        }
        if (depth() > NestedStackType.DEEPEST) {
            throw resource.path().error("must not nest more than %d stacks".formatted(NestedStackType.DEEPEST));
        }
        ExternalValue object = NestedStackType.template(resource);
        Optional<Path> file = stage.file(object);
        if (file.isEmpty()) {
            stage.externals().standIn(object);
            return Optional.empty();
        }
        JsonNode root = read(file.get(), TemplateFile::read, object.at());
        Template nestedTemplate = new Template(NestedStackType.stackName(resource), resource.region(), root, Map.of());
        StackResources child = new StackResources(nestedTemplate, stage, Optional.of(resource));
        nested.put(resource.logicalId(), child);
        return Optional.of(child);
    }

    /** @param at where a template refers to the file */
    private static ObjectNode read(Path file, Function<Path, ObjectNode> reader, TemplatePath at) {
        try {
            return reader.apply(file);
        } catch (TemplateFileException e) {
            throw at.error(String.valueOf(e.getMessage()));
        }
    }

    private int depth() {
        return parent.map(resource -> resource.stack().depth() + 1).orElse(1);
    }

    /** The stack that is in no other one: this stack, or the one that it is nested in at last. */
    StackResources outermost() {
        return parent.map(resource -> resource.stack().outermost()).orElse(this);
    }

    Template template() {
        return template;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    StageStacks stage() {
        return stage;
    }

    Optional<StackResources> nested(String logicalId) {
        return Optional.ofNullable(nested.get(logicalId));
    }

    List<Resource> resources() {
        return template.logicalIds().stream()
                .map(logicalId -> new Resource(this, logicalId))
                .toList();
    }

    @Override
    public Optional<JsonNode> ref(String logicalId) {
        Resource resource = new Resource(this, logicalId);
        return once(logicalId, template.path(logicalId), () -> ResourceTypes.named(resource.type())
                .flatMap(type -> type.ref(resource))
                .or(() -> Optional.of(MadeUpValues.reference(resource))));
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String name) {
        Resource resource = new Resource(this, logicalId);
        return once(logicalId + "." + name, template.path(logicalId), () -> ResourceTypes.named(resource.type())
                .flatMap(type -> type.attribute(resource, name))
                .or(() -> MadeUpValues.attribute(resource, name)));
    }

    @Override
    public Optional<JsonNode> exported(String name) {
        return stage.exported(template.region(), name);
    }

    @Override
    public Optional<JsonNode> output(String stackName, String region, String name) {
        return stage.output(stackName, region, name);
    }

    /** Given by the user for this stack, or to a nested stack by its parent, or by the user for any stack. */
    @Override
    public Optional<String> parameter(String name) {
        return stage.externals()
                .parameter(template.stackName() + "." + name)
                .or(() -> parent.flatMap(resource ->
                        once("parameter " + name, resource.path(), () -> NestedStackType.parameter(resource, name))))
                .or(() -> stage.externals().parameter(name));
    }

    @Override
    public Optional<String> external(ExternalValue value) {
        return stage.externals().find(value).or(() -> switch (value.kind()) {
            case SSM -> stage.ssmParameter(value.name());
            case SECRET ->
                stage.secret(SecretId.of(value.name()).name())
                        .or(() -> stage.externals().secretByArn(value));
            default -> Optional.empty();
        });
    }

    @Override
    public Optional<String> standIn(ExternalValue value) {
        return Optional.of(stage.externals().standIn(value));
    }

    /** The output with an export name. */
    Optional<JsonNode> export(String name) {
        TemplatePath outputs = template.path().child("Outputs");
        for (var output : template.root().path("Outputs").properties()) {
            if (isExportedAs(name, output.getValue(), outputs.child(output.getKey()))) {
                return output(output.getKey());
            }
        }
        return Optional.empty();
    }

    private boolean isExportedAs(String name, JsonNode output, TemplatePath at) {
        JsonNode exportName = output.path("Export").path("Name");
        boolean isOther =
                Resource.literal(exportName).filter(text -> !text.equals(name)).isPresent();
        if (exportName.isMissingNode() || isOther) {
            return false;
        }
        // its name or condition may depend on what depends on an export
        String key = "export of " + at;
        if (!inProgress.add(key)) {
            return false;
        }
        try {
            return evaluator.isDeclared(output, at)
                    && evaluator
                            .resolve(exportName, at.child("Export").child("Name"))
                            .asText()
                            .equals(name);
        } finally {
            inProgress.remove(key);
        }
    }

    /** An output; empty when there is none, or when its condition does not hold. */
    Optional<JsonNode> output(String name) {
        JsonNode output = template.root().path("Outputs").path(name);
        TemplatePath at = template.path().child("Outputs").child(name);
        if (output.isMissingNode() || !evaluator.isDeclared(output, at)) {
            return Optional.empty();
        }
        return Optional.of(
                once("output " + name, at, () -> evaluator.resolve(output.path("Value"), at.child("Value"))));
    }

    /** Resolves a value, which must not depend on itself. */
    private <T> T once(String key, TemplatePath at, Supplier<T> value) {
        if (!inProgress.add(key)) {
            throw at.error("must not depend on itself");
        }
        try {
            return value.get();
        } finally {
            inProgress.remove(key);
        }
    }
}
