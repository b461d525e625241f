package io.millrace.assembly.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The resources of a template while those of SAM are expanded (SAM Developer Guide, generated resources). */
final class GeneratedResources {
    private final ObjectNode resources = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> referable = new HashMap<>();
    private final List<String> notices = new ArrayList<>();

    /** Takes over a resource as it is written. */
    void keep(String id, JsonNode resource) {
        resources.set(id, resource);
    }

    void expand(SamType type, String id, ObjectNode resource) {
        resource.put("Type", type.target());
        resources.set(id, resource);
        JsonNode properties = resource.path("Properties");
        switch (type) {
            case FUNCTION -> expandFunction(id, resource, properties);
            case STATE_MACHINE -> {
                rename(resource, "Name", "StateMachineName");
                rename(resource, "Type", "StateMachineType");
                addRole(id + "Role", "Role", resource);
                new Events(this, id, resource).addOfStateMachine();
            }
            case API -> {
                String stage = properties.path("StageName").asText("Prod");
                addReferable(id, "Deployment", "Deployment", "AWS::ApiGateway::Deployment", resource);
                addReferable(id, "Stage", stage + "Stage", "AWS::ApiGateway::Stage", resource);
            }
            case HTTP_API, WEB_SOCKET_API -> {
                String stage = properties.path("StageName").asText("ApiGatewayDefault");
                addReferable(id, "Stage", stage + "Stage", "AWS::ApiGatewayV2::Stage", resource);
            }
            case CONNECTOR -> {
                resources.remove(id);
                add(id + "Policy", type.target(), resource);
            }
            case CAPACITY_PROVIDER -> addRole(id + "OperatorRole", "OperatorRole", resource);
            case APPLICATION -> expandApplication(id, resource);
            case GRAPHQL_API, LAYER_VERSION, SIMPLE_TABLE -> {
                // one resource each, as far as others can refer to it
            }
        }
    }

    /** A nested stack, if its template is a file; the Serverless Application Repository is only on AWS. */
    private void expandApplication(String id, ObjectNode resource) {
        if (resource.path("Properties").path("Location").isTextual()) {
            resource.put("Type", "AWS::CloudFormation::Stack");
            rename(resource, "Location", "TemplateURL");
        } else {
            notices.add(
                    "'%s' (AWS::Serverless::Application) is in the Serverless Application Repository, and does not run here"
                            .formatted(id));
        }
    }

    private void expandFunction(String id, ObjectNode function, JsonNode properties) {
        addRole(id + "Role", "Role", function);
        JsonNode alias = properties.path("AutoPublishAlias");
        if (alias.isTextual()) {
            addReferable(id, "Version", "Version", "AWS::Lambda::Version", function);
            addReferable(id, "Alias", "Alias" + alias.textValue(), "AWS::Lambda::Alias", function);
        }
        if (properties.has("FunctionUrlConfig")) {
            add(id + "Url", "AWS::Lambda::Url", function);
        }
        new Events(this, id, function).addOfFunction();
    }

    /** Adds the role that SAM makes when a property names none. */
    private void addRole(String id, String property, ObjectNode owner) {
        if (!owner.path("Properties").has(property)) {
            add(id, "AWS::IAM::Role", owner);
        }
    }

    /** Adds a resource that {@code Ref: <id>.<name>} refers to. */
    private void addReferable(String id, String name, String suffix, String type, ObjectNode owner) {
        referable.put(id + "." + name, id + suffix);
        add(id + suffix, type, owner);
    }

    /** Adds a resource under its owner's condition, unless the template has one with that logical id. */
    void add(String id, String type, ObjectNode owner) {
        if (!resources.has(id)) {
            ObjectNode added = resources.putObject(id).put("Type", type);
            if (owner.has("Condition")) {
                added.set("Condition", owner.path("Condition"));
            }
        }
    }

    private static void rename(ObjectNode resource, String from, String to) {
        if (resource.path("Properties") instanceof ObjectNode properties && properties.has(from)) {
            properties.set(to, properties.remove(from));
        }
    }

    ObjectNode resources() {
        return resources;
    }

    /** {@code Function.Alias} and the like to the logical id that it refers to. */
    Map<String, String> referable() {
        return referable;
    }

    List<String> notices() {
        return notices;
    }
}
