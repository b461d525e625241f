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
}
