package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.Json;
import java.util.Optional;

/** A parameter of Systems Manager. Its value is in the template, and templates that read it get it from there. */
final class SsmParameterType implements ResourceType {
    static final String NAME = "AWS::SSM::Parameter";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<JsonNode> ref(Resource parameter) {
        return Optional.of(Json.text(physicalName(parameter)));
    }

    @Override
    public Optional<JsonNode> attribute(Resource parameter, String attribute) {
        return switch (attribute) {
            case "Arn" ->
                Optional.of(Json.text(parameter.arn(
                        "ssm", "parameter/" + physicalName(parameter).replaceFirst("^/", ""))));
            case "Type", "Value" -> Optional.of(parameter.property(attribute));
            default -> Optional.empty();
        };
    }

    @Override
    public void plan(Resource parameter, PlanBuilder plan) {
        // nothing runs for it
    }

    /** Its value, if it has this name. */
    static Optional<String> value(Resource parameter, String name) {
        return physicalName(parameter).equals(name)
                ? Optional.of(parameter.property("Value").asText())
                : Optional.empty();
    }

    private static String physicalName(Resource parameter) {
        return parameter.physicalName("Name");
    }
}
