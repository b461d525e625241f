package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What resources and other stacks answer on this machine. Empty means that there is no answer here. */
public interface ResourceValues {
    /** What {@code Ref} of a resource is. */
    Optional<JsonNode> ref(String logicalId);

    /** What {@code Fn::GetAtt} of a resource is. */
    Optional<JsonNode> attribute(String logicalId, String name);

    /** What {@code Fn::ImportValue} is: another stack's output, by the name it is exported under. */
    Optional<JsonNode> exported(String name);

    /** What {@code Fn::GetStackOutput} is: an output of a stack, by the names of both. */
    Optional<JsonNode> output(String stackName, String region, String name);
}
