package io.millrace.assembly.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The property {@code Events} of a function or a state machine: what calls it. */
final class Events {
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";
    private static final String RULE = "AWS::Events::Rule";

    /** The events that are a resource of their own, by their types. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("CloudWatchEvent", RULE),
            Map.entry("CloudWatchLogs", "AWS::Logs::SubscriptionFilter"),
            Map.entry("DocumentDB", MAPPING),
            Map.entry("DynamoDB", MAPPING),
            Map.entry("EventBridgeRule", RULE),
            Map.entry("IoTRule", "AWS::IoT::TopicRule"),
            Map.entry("Kinesis", MAPPING),
            Map.entry("MQ", MAPPING),
            Map.entry("MSK", MAPPING),
            Map.entry("SNS", "AWS::SNS::Subscription"),
            Map.entry("SQS", MAPPING),
            Map.entry("Schedule", RULE),
            Map.entry("ScheduleV2", "AWS::Scheduler::Schedule"),
            Map.entry("SelfManagedKafka", MAPPING));

    private final GeneratedResources expansion;
    private final String id;
    private final ObjectNode owner;

    Events(GeneratedResources expansion, String id, ObjectNode owner) {
        this.expansion = expansion;
        this.id = id;
        this.owner = owner;
    }

    void addOfFunction() {
        for (Map.Entry<String, JsonNode> event :
                owner.path("Properties").path("Events").properties()) {
            String name = id + event.getKey();
            String type = event.getValue().path("Type").asText();
            add(name, type, event.getValue().path("Properties"));
            switch (type) {
                case "Api" -> expansion.add(name + "PermissionProd", "AWS::Lambda::Permission", owner);
                case "ScheduleV2" -> expansion.add(name + "Role", "AWS::IAM::Role", owner);
                default -> {
                    if (!MAPPING.equals(TYPES.get(type))) {
                        expansion.add(name + "Permission", "AWS::Lambda::Permission", owner);
                    }
                }
            }
        }
    }

    void addOfStateMachine() {
        for (Map.Entry<String, JsonNode> event :
                owner.path("Properties").path("Events").properties()) {
            String name = id + event.getKey();
            add(name, event.getValue().path("Type").asText(), event.getValue().path("Properties"));
            expansion.add(name + "Role", "AWS::IAM::Role", owner);
        }
    }

    private void add(String name, String type, JsonNode properties) {
        if (TYPES.containsKey(type)) {
            expansion.add(name, TYPES.get(type), owner);
        } else if (type.equals("Api") && !properties.has("RestApiId")) {
            expansion.add("ServerlessRestApi", "AWS::ApiGateway::RestApi", owner);
            expansion.add("ServerlessRestApiDeployment", "AWS::ApiGateway::Deployment", owner);
            expansion.add("ServerlessRestApiProdStage", "AWS::ApiGateway::Stage", owner);
        } else if (type.equals("HttpApi") && !properties.has("ApiId")) {
            expansion.add("ServerlessHttpApi", "AWS::ApiGatewayV2::Api", owner);
            expansion.add("ServerlessHttpApiApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage", owner);
        }
    }
}
