package io.millrace.assembly.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A stack's template as it was synthesised, with the values that it depends on.
 *
 * @param stackName the stack's physical name, {@code AWS::StackName}
 * @param region the region in its pseudo parameters and ARNs
 * @param parameters the values of its parameters; parameters that are not in it have their defaults
 */
public record Template(String stackName, String region, JsonNode root, Map<String, String> parameters) {
    /** The id of the account that stands for this machine. */
    public static final String ACCOUNT = "000000000000";

    public Template {
        requireNonNull(stackName, "stackName is null");
        requireNonNull(region, "region is null");
        requireNonNull(root, "root is null");
        parameters = Map.copyOf(parameters);
    }

    /** The stack's id, {@code AWS::StackId}: with a UUID, as on AWS, which is the same at every start. */
    public String stackId() {
        return stackId(stackName, region);
    }

    /** The id of a stack. */
    public static String stackId(String stackName, String region) {
        UUID uuid = UUID.nameUUIDFromBytes((region + "/" + stackName).getBytes(UTF_8));
        return "arn:aws:cloudformation:%s:%s:stack/%s/%s".formatted(region, ACCOUNT, stackName, uuid);
    }

    public Set<String> logicalIds() {
        Set<String> ids = new LinkedHashSet<>();
        root.path("Resources").fieldNames().forEachRemaining(ids::add);
        return ids;
    }

    public Set<String> parameterNames() {
        Set<String> names = new LinkedHashSet<>();
        root.path("Parameters").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The resource as the template has it, or a missing node. */
    public JsonNode resource(String logicalId) {
        return root.path("Resources").path(logicalId);
    }

    /** The resource's type, or the empty string when there is no such resource. */
    public String type(String logicalId) {
        return resource(logicalId).path("Type").asText();
    }

    public TemplatePath path() {
        return TemplatePath.of(stackName);
    }

    /** Where a resource is in the template. */
    public TemplatePath path(String logicalId) {
        return path().child("Resources").child(logicalId);
    }

    /** Whether it declares a parameter. */
    public boolean hasParameter(String name) {
        return root.path("Parameters").has(name);
    }

    /** The same stack with another template. */
    public Template withRoot(JsonNode other) {
        return new Template(stackName, region, other, parameters);
    }
}
