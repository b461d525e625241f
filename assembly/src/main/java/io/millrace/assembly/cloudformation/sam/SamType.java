package io.millrace.assembly.cloudformation.sam;

import java.util.Arrays;
import java.util.Optional;

/** The types of SAM, each with the CloudFormation type that it stands for (SAM Developer Guide, resources). */
enum SamType {
    API("Api", "AWS::ApiGateway::RestApi"),
    /** A nested stack if its template is a file; otherwise it stays as it is. */
    APPLICATION("Application", "AWS::Serverless::Application"),
    CAPACITY_PROVIDER("CapacityProvider", "AWS::Lambda::CapacityProvider"),
    CONNECTOR("Connector", "AWS::IAM::ManagedPolicy"),
    FUNCTION("Function", "AWS::Lambda::Function"),
    GRAPHQL_API("GraphQLApi", "AWS::AppSync::GraphQLApi"),
    HTTP_API("HttpApi", "AWS::ApiGatewayV2::Api"),
    LAYER_VERSION("LayerVersion", "AWS::Lambda::LayerVersion"),
    SIMPLE_TABLE("SimpleTable", "AWS::DynamoDB::Table"),
    STATE_MACHINE("StateMachine", "AWS::StepFunctions::StateMachine"),
    WEB_SOCKET_API("WebSocketApi", "AWS::ApiGatewayV2::Api");

    private final String shortName;
    private final String target;

    SamType(String shortName, String target) {
        this.shortName = shortName;
        this.target = target;
    }

    static Optional<SamType> named(String type) {
        return Arrays.stream(values())
                .filter(one -> type.equals("AWS::Serverless::" + one.shortName))
                .findFirst();
    }

    /** Its name in {@code Globals}. */
    String shortName() {
        return shortName;
    }

    /** The CloudFormation type. */
    String target() {
        return target;
    }
}
