package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The values of resources and of other stacks on this machine. Empty means that only AWS knows the value. */
public interface ResourceValues {
    /** The value of {@code Ref} of a resource. */
    Optional<JsonNode> ref(String logicalId);

    /** The value of {@code Fn::GetAtt} of a resource. */
    Optional<JsonNode> attribute(String logicalId, String name);

    /** The value of {@code Fn::ImportValue}: another stack's output, by its export name. */
    Optional<JsonNode> exported(String name);

    /** The value of {@code Fn::GetStackOutput}: a stack's output, by the names of both. */
    Optional<JsonNode> output(String stackName, String region, String name);

    /** The value that a parameter of this stack has instead of the one in the template. */
    default Optional<String> parameter(String name) {
        return Optional.empty();
    }

    /** A value that no template has; empty when it is not given. */
    default Optional<String> external(ExternalValue value) {
        return Optional.empty();
    }

    /** What stands for an external value that is not given; when empty, the value is an error where it is used. */
    default Optional<String> standIn(ExternalValue value) {
        return Optional.empty();
    }
}
