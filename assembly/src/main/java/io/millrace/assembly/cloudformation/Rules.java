package io.millrace.assembly.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.cloudformation.sam.SamTransform;
import io.millrace.contract.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What every template must have (CloudFormation User Guide, template anatomy). */
final class Rules {
    static final String NOT_NULL = "must not be null; give it a value or delete its line";

    private static final Set<String> SECTIONS = new TreeSet<>(Set.of(
            "AWSTemplateFormatVersion",
            "Conditions",
            "Description",
            "Hooks",
            "Mappings",
            "Metadata",
            "Outputs",
            "Parameters",
            "Resources",
            "Rules",
            "Transform"));

    private final ObjectNode template;
    private final TemplateViolations violations;

    Rules(ObjectNode template, TemplateViolations violations) {
        this.template = template;
        this.violations = violations;
    }

    void check() {
        checkSections();
        JsonNode resources = template.path("Resources");
        if (!resources.isObject() || resources.isEmpty()) {
            violations.add("Resources must have at least one resource, got "
                    + (resources.isMissingNode() ? "none" : resources));
        }
        for (Map.Entry<String, JsonNode> resource : resources.properties()) {
            // loops of the transform AWS::LanguageExtensions make resources, and are none
            if (!resource.getKey().startsWith("Fn::")) {
                checkResource(resource.getKey(), resource.getValue());
            }
        }
    }

    private void checkSections() {
        boolean sam = SamTransform.isUsedBy(template);
        template.fieldNames().forEachRemaining(section -> {
            boolean known = SECTIONS.contains(section) || section.startsWith("Fn::");
            if (section.equals("Globals") && !sam) {
                violations.add("Globals must be used with the transform of SAM; add 'Transform: %s'"
                        .formatted(SamTransform.NAME));
            } else if (!known && !section.equals("Globals")) {
                violations.add("'%s' must be a section of a template%s (the sections: %s)"
                        .formatted(section, Nearest.hint(section, SECTIONS.stream()), String.join(", ", SECTIONS)));
            }
        });
    }

    /** SAM, loops and macros make resources that are not written in the template. */
    private void checkDependencies(String id, JsonNode dependsOn) {
        JsonNode resources = template.path("Resources");
        if (template.has("Transform")
                || resources.properties().stream().anyMatch(one -> one.getKey().startsWith("Fn::"))) {
            return;
        }
        Iterable<JsonNode> names = dependsOn.isTextual() ? List.of(dependsOn) : dependsOn;
        for (JsonNode name : names) {
            if (!resources.has(name.asText())) {
                violations.add("DependsOn of resource '%s' must name a resource, got '%s'%s"
                        .formatted(
                                id,
                                name.asText(),
                                Nearest.hint(
                                        name.asText(),
                                        resources.properties().stream().map(Map.Entry::getKey))));
            }
        }
    }

    private void checkResource(String id, JsonNode resource) {
        JsonNode type = resource.path("Type");
        if (!type.isTextual()) {
            violations.add("resource '%s' must have a Type, such as AWS::Kinesis::Stream".formatted(id));
        } else if (type.textValue().startsWith("AWS::Serverless::") && !SamTransform.isUsedBy(template)) {
            violations.add("resource '%s' of type %s must be used with the transform of SAM; add 'Transform: %s'"
                    .formatted(id, type.textValue(), SamTransform.NAME));
        }
        checkDependencies(id, resource.path("DependsOn"));
        if (resource.has("Properties") && !resource.path("Properties").isObject()) {
            violations.add(
                    "Properties of resource '%s' must be a mapping, got %s".formatted(id, resource.path("Properties")));
        }
    }
}
