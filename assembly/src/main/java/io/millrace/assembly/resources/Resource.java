package io.millrace.assembly.resources;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.Evaluator;
import io.millrace.assembly.template.Template;
import io.millrace.assembly.template.TemplatePath;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A resource of a stack, with its properties resolved. */
record Resource(StackResources stack, String logicalId) {
    private static final Set<String> RETAINED = Set.of("Retain", "RetainExceptOnCreate", "Snapshot");

    Resource {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
    }

    String type() {
        return stack.template().type(logicalId);
    }

    String stackName() {
        return stack.template().stackName();
    }

    String region() {
        return stack.template().region();
    }

    /** False when its condition does not hold. */
    boolean isDeployed() {
        return stack.evaluator().isDeployed(logicalId);
    }

    /** Whether it stays when its stack is deleted. */
    boolean isRetained() {
        JsonNode policy = stack.template().resource(logicalId).path("DeletionPolicy");
        TemplatePath at = stack.template().path(logicalId).child("DeletionPolicy");
        return RETAINED.contains(stack.evaluator().resolve(policy, at).asText());
    }

    /** Whether the template gives a property. */
    boolean has(String name) {
        return stack.template().resource(logicalId).path("Properties").has(name);
    }

    /** The text of a property that depends on nothing. */
    Optional<String> literal(String name) {
        return literal(stack.template().resource(logicalId).path("Properties").path(name));
    }

    /** A text without functions and dynamic references. */
    static Optional<String> literal(JsonNode value) {
        return Optional.ofNullable(value.textValue()).filter(text -> !text.contains("{{"));
    }

    /**
     * The resolved value of a property; a missing node when the template does not give it. A function on the way to it, such as a
     * choice between two configurations, is resolved whole.
     */
    JsonNode property(String... names) {
        JsonNode value = stack.template().resource(logicalId).path("Properties");
        for (int i = 0; i < names.length; i++) {
            if (Evaluator.isFunction(value) || value.has("Fn::Transform")) {
                JsonNode resolved = stack.evaluator().resolve(value, path(Arrays.copyOf(names, i)));
                for (int j = i; j < names.length; j++) {
                    resolved = resolved.path(names[j]);
                }
                return resolved;
            }
            value = value.path(names[i]);
        }
        return stack.evaluator().resolve(value, path(names));
    }

    /** Where a property is in the template. */
    TemplatePath path(String... names) {
        TemplatePath path = stack.template().path(logicalId).child("Properties");
        for (String name : names) {
            path = path.child(name);
        }
        return path;
    }

    /**
     * The physical name: the one that a property gives, or else {@code <stack>-<logical id>}, which is the same at every
     * start, so that the resource keeps its data.
     */
    String physicalName(String property) {
        JsonNode given = property(property);
        return given.isMissingNode() ? stackName() + "-" + logicalId : given.asText();
    }

    /** An ARN in the stack's region and the local account. */
    String arn(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, region(), Template.ACCOUNT, resource);
    }
}
