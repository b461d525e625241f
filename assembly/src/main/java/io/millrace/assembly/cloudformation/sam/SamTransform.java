package io.millrace.assembly.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Expands the resources of SAM in a template. They do not run here; others refer to them. */
public final class SamTransform {
    /** What a template's {@code Transform} says. */
    public static final String NAME = "AWS::Serverless-2016-10-31";

    private SamTransform() {}

    public static boolean isUsedBy(JsonNode template) {
        JsonNode transform = template.path("Transform");
        if (transform.isTextual()) {
            return transform.textValue().equals(NAME);
        }
        for (JsonNode one : transform) {
            if (one.asText().equals(NAME)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Replaces the template's resources of SAM by those that they stand for.
     *
     * @return a sentence for each resource that leaves something out here
     */
    public static List<String> apply(ObjectNode template) {
        GeneratedResources expansion = new GeneratedResources();
        JsonNode globals = template.path("Globals");
        List<Map.Entry<String, JsonNode>> written =
                new ArrayList<>(template.path("Resources").properties());
        written.forEach(resource -> expansion.keep(resource.getKey(), resource.getValue()));
        for (Map.Entry<String, JsonNode> resource : written) {
            SamType.named(resource.getValue().path("Type").asText())
                    .ifPresent(type -> expansion.expand(
                            type, resource.getKey(), Globals.applied(globals, type, resource.getValue())));
        }
        template.remove("Globals");
        template.set("Resources", expansion.resources());
        renameReferences(template, expansion.referable());
        return expansion.notices();
    }

    /** Replaces {@code Ref: Function.Alias} and the like by a reference to the generated resource. */
    private static void renameReferences(JsonNode node, Map<String, String> ids) {
        if (node instanceof ObjectNode object
                && object.size() == 1
                && object.path("Ref").isTextual()) {
            String name = object.path("Ref").textValue();
            object.set("Ref", TextNode.valueOf(ids.getOrDefault(name, name)));
        }
        node.forEach(child -> renameReferences(child, ids));
    }
}
