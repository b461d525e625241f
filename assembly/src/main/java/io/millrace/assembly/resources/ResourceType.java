package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A CloudFormation resource type: the values that its resources have here, and what they add to a stage's plan. */
interface ResourceType {
    /** As in a template, such as {@code AWS::Kinesis::Stream}. */
    String name();

    /** What {@code Ref} returns; empty when only AWS knows. */
    Optional<JsonNode> ref(Resource resource);

    /** What {@code Fn::GetAtt} returns; empty for an attribute that only AWS knows. */
    Optional<JsonNode> attribute(Resource resource, String attribute);

    /**
     * Adds a resource to the plan.
     *
     * @throws io.millrace.assembly.template.TemplateException when a property that is needed has no value here
     */
    void plan(Resource resource, PlanBuilder plan);
}
