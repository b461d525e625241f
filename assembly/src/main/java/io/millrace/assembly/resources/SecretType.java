package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.assembly.deployment.RetainedResource.Kind;
import io.millrace.assembly.template.Json;
import java.util.Optional;

/** A secret. Its value on AWS is not in the template, so it gets one of its own here. */
final class SecretType implements ResourceType {
    static final String NAME = "AWS::SecretsManager::Secret";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<JsonNode> ref(Resource secret) {
        return Optional.of(Json.text(secret.arn("secretsmanager", "secret:" + physicalName(secret))));
    }

    @Override
    public Optional<JsonNode> attribute(Resource secret, String attribute) {
        return switch (attribute) {
            case "Id" -> ref(secret);
            default -> Optional.empty();
        };
    }

    @Override
    public void plan(Resource secret, PlanBuilder plan) {
        String name = physicalName(secret);
        plan.addSecret(name);
        plan.retain(secret, Kind.SECRET, name);
        plan.addNotice("secret %s has a random value of its own here".formatted(name));
    }

    /** Its value, if it has this name and the template has the value in clear. */
    static Optional<String> value(Resource secret, String name) {
        JsonNode value =
                physicalName(secret).equals(name) ? secret.property("SecretString") : MissingNode.getInstance();
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    }

    private static String physicalName(Resource secret) {
        return secret.physicalName("Name");
    }
}
