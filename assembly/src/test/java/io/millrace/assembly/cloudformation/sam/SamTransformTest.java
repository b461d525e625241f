package io.millrace.assembly.cloudformation.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SamTransformTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES).build();

    @Test
    void aFunctionHasARoleUnlessItNamesOne() {
        assertThat(types("'F': {'Type': 'AWS::Serverless::Function'}"))
                .isEqualTo(Map.of("F", "AWS::Lambda::Function", "FRole", "AWS::IAM::Role"));
        assertThat(types("'F': {'Type': 'AWS::Serverless::Function', 'Properties': {'Role': 'arn'}}"))
                .isEqualTo(Map.of("F", "AWS::Lambda::Function"));
    }

    @Test
    void eventsAndAliasesOfAFunctionAreResources() {
        assertThat(types("""
                        'F': {'Type': 'AWS::Serverless::Function', 'Properties': {
                          'Role': 'arn', 'AutoPublishAlias': 'live', 'FunctionUrlConfig': {'AuthType': 'NONE'},
                          'Events': {
                            'A': {'Type': 'Kinesis'}, 'B': {'Type': 'Schedule'}, 'C': {'Type': 'ScheduleV2'},
                            'D': {'Type': 'Api'}, 'E': {'Type': 'HttpApi'}, 'G': {'Type': 'S3'}, 'H': {'Type': 'SNS'},
                            'I': {'Type': 'Api', 'Properties': {'RestApiId': 'x'}}}}}
                        """))
                .isEqualTo(Map.ofEntries(
                        Map.entry("F", "AWS::Lambda::Function"),
                        Map.entry("FVersion", "AWS::Lambda::Version"),
                        Map.entry("FAliaslive", "AWS::Lambda::Alias"),
                        Map.entry("FUrl", "AWS::Lambda::Url"),
                        Map.entry("FA", "AWS::Lambda::EventSourceMapping"),
                        Map.entry("FB", "AWS::Events::Rule"),
                        Map.entry("FBPermission", "AWS::Lambda::Permission"),
                        Map.entry("FC", "AWS::Scheduler::Schedule"),
                        Map.entry("FCRole", "AWS::IAM::Role"),
                        Map.entry("FDPermissionProd", "AWS::Lambda::Permission"),
                        Map.entry("FEPermission", "AWS::Lambda::Permission"),
                        Map.entry("FGPermission", "AWS::Lambda::Permission"),
                        Map.entry("FH", "AWS::SNS::Subscription"),
                        Map.entry("FHPermission", "AWS::Lambda::Permission"),
                        Map.entry("FIPermissionProd", "AWS::Lambda::Permission"),
                        Map.entry("ServerlessRestApi", "AWS::ApiGateway::RestApi"),
                        Map.entry("ServerlessRestApiDeployment", "AWS::ApiGateway::Deployment"),
                        Map.entry("ServerlessRestApiProdStage", "AWS::ApiGateway::Stage"),
                        Map.entry("ServerlessHttpApi", "AWS::ApiGatewayV2::Api"),
                        Map.entry("ServerlessHttpApiApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage")));
    }

    @Test
    void theOtherTypesStandForTheirOwn() {
        assertThat(types("""
                        'Api': {'Type': 'AWS::Serverless::Api', 'Properties': {'StageName': 'v1'}},
                        'Http': {'Type': 'AWS::Serverless::HttpApi'},
                        'Table': {'Type': 'AWS::Serverless::SimpleTable'},
                        'Layer': {'Type': 'AWS::Serverless::LayerVersion'},
                        'Graph': {'Type': 'AWS::Serverless::GraphQLApi'},
                        'Reach': {'Type': 'AWS::Serverless::Connector'},
                        'Capacity': {'Type': 'AWS::Serverless::CapacityProvider'},
                        'Machine': {'Type': 'AWS::Serverless::StateMachine', 'Properties': {
                          'Events': {'Daily': {'Type': 'Schedule'}}}}
                        """))
                .isEqualTo(Map.ofEntries(
                        Map.entry("Api", "AWS::ApiGateway::RestApi"),
                        Map.entry("ApiDeployment", "AWS::ApiGateway::Deployment"),
                        Map.entry("Apiv1Stage", "AWS::ApiGateway::Stage"),
                        Map.entry("Http", "AWS::ApiGatewayV2::Api"),
                        Map.entry("HttpApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage"),
                        Map.entry("Table", "AWS::DynamoDB::Table"),
                        Map.entry("Layer", "AWS::Lambda::LayerVersion"),
                        Map.entry("Graph", "AWS::AppSync::GraphQLApi"),
                        Map.entry("ReachPolicy", "AWS::IAM::ManagedPolicy"),
                        Map.entry("Capacity", "AWS::Lambda::CapacityProvider"),
                        Map.entry("CapacityOperatorRole", "AWS::IAM::Role"),
                        Map.entry("Machine", "AWS::StepFunctions::StateMachine"),
                        Map.entry("MachineRole", "AWS::IAM::Role"),
                        Map.entry("MachineDaily", "AWS::Events::Rule"),
                        Map.entry("MachineDailyRole", "AWS::IAM::Role")));
    }

    @Test
    void globalsAreMergedAndOwnValuesWin() {
        ObjectNode template = template("""
                'Globals': {'Function': {
                  'Timeout': 10, 'Role': {'Ref': 'R'}, 'Layers': ['a'], 'Environment': {'Variables': {'X': '1', 'Y': '1'}}}},
                'Resources': {
                  'F': {'Type': 'AWS::Serverless::Function', 'Properties': {
                    'Role': {'Fn::GetAtt': ['S', 'Arn']}, 'Layers': ['b'], 'Environment': {'Variables': {'Y': '2'}}}},
                  'G': {'Type': 'AWS::Serverless::Function'}}
                """);

        SamTransform.apply(template);

        assertThat(template.path("Resources").path("F").path("Properties")).isEqualTo(json("""
                {'Timeout': 10, 'Role': {'Fn::GetAtt': ['S', 'Arn']}, 'Layers': ['a', 'b'],
                 'Environment': {'Variables': {'X': '1', 'Y': '2'}}}
                """));
        assertThat(template.path("Resources").path("G").path("Properties")).isEqualTo(json("""
                {'Timeout': 10, 'Role': {'Ref': 'R'}, 'Layers': ['a'],
                 'Environment': {'Variables': {'X': '1', 'Y': '1'}}}
                """));
        assertThat(template.has("Globals")).isFalse();
    }

    @Test
    void generatedResourcesShareTheConditionOfTheirOwnerAndReplaceNothing() {
        ObjectNode template = template("""
                'Resources': {
                  'F': {'Type': 'AWS::Serverless::Function', 'Condition': 'C'},
                  'G': {'Type': 'AWS::Serverless::Function', 'Condition': 'C'},
                  'GRole': {'Type': 'Custom::Role'}}
                """);

        SamTransform.apply(template);

        assertThat(template.path("Resources").path("FRole"))
                .isEqualTo(json("{'Type': 'AWS::IAM::Role', 'Condition': 'C'}"));
        assertThat(template.path("Resources").path("GRole")).isEqualTo(json("{'Type': 'Custom::Role'}"));
    }

    @Test
    void theNamesOfSamAreThoseOfCloudFormation() {
        ObjectNode template = template("""
                'Resources': {
                  'M': {'Type': 'AWS::Serverless::StateMachine', 'Properties': {'Name': 'm', 'Role': 'r', 'Type': 'EXPRESS'}},
                  'F': {'Type': 'AWS::Serverless::Function', 'Properties': {'Role': 'r', 'AutoPublishAlias': 'live'}}},
                'Outputs': {'Alias': {'Value': {'Ref': 'F.Alias'}}, 'Other': {'Value': {'Ref': 'F'}}}
                """);

        SamTransform.apply(template);

        assertThat(template.path("Resources").path("M").path("Properties"))
                .isEqualTo(json("{'Role': 'r', 'StateMachineName': 'm', 'StateMachineType': 'EXPRESS'}"));
        assertThat(template.path("Outputs"))
                .isEqualTo(json("{'Alias': {'Value': {'Ref': 'FAliaslive'}}, 'Other': {'Value': {'Ref': 'F'}}}"));
    }

    @Test
    void aNestedApplicationIsAStackOrNamed() {
        ObjectNode template = template("""
                'Resources': {
                  'File': {'Type': 'AWS::Serverless::Application', 'Properties': {
                    'Location': 'https://s3.amazonaws.com/b/k', 'Parameters': {'A': 'b'}}},
                  'Public': {'Type': 'AWS::Serverless::Application', 'Properties': {
                    'Location': {'ApplicationId': 'a', 'SemanticVersion': '1.0.0'}}}}""");

        assertThat(SamTransform.apply(template))
                .isEqualTo(
                        List.of("'Public' (AWS::Serverless::Application) is in the Serverless Application Repository,"
                                + " and does not run here"));
        assertThat(template.path("Resources").path("File")).isEqualTo(json("""
                {'Type': 'AWS::CloudFormation::Stack', 'Properties': {
                  'TemplateURL': 'https://s3.amazonaws.com/b/k', 'Parameters': {'A': 'b'}}}"""));
    }

    private static Map<String, String> types(String resources) {
        ObjectNode template = template("'Resources': {%s}".formatted(resources));
        SamTransform.apply(template);
        Map<String, String> types = new TreeMap<>();
        template.path("Resources")
                .properties()
                .forEach(resource -> types.put(
                        resource.getKey(), resource.getValue().path("Type").asText()));
        return types;
    }

    private static ObjectNode template(String sections) {
        return (ObjectNode) json("{%s}".formatted(sections));
    }

    private static JsonNode json(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
