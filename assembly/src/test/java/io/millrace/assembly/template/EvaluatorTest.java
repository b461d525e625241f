package io.millrace.assembly.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .build();

    private static final String TEMPLATE = """
            {
              'Parameters': {
                'Size': {'Type': 'Number', 'Default': 3},
                'Zones': {'Type': 'CommaDelimitedList', 'Default': 'a, b'},
                'Given': {'Type': 'String', 'Default': 'default'},
                'Nothing': {'Type': 'String'},
                'FromSsm': {'Type': 'AWS::SSM::Parameter::Value<String>', 'Default': '/path'}
              },
              'Mappings': {'Sizes': {'us-east-1': {'small': 1}}},
              'Conditions': {
                'Yes': {'Fn::Equals': [{'Ref': 'Size'}, '3']},
                'No': {'Fn::Not': [{'Condition': 'Yes'}]},
                'Circular': {'Fn::Not': [{'Condition': 'Circular'}]},
                'Unreadable': {'Fn::Xor': []}
              },
              'Resources': {
                'Stream': {'Type': 'AWS::Kinesis::Stream'},
                'Topic': {'Type': 'AWS::SNS::Topic'},
                'Absent': {'Type': 'AWS::Kinesis::Stream', 'Condition': 'No'}
              }
            }
            """;

    private final Evaluator evaluator = new Evaluator(
            new Template("shop", "us-east-1", json(TEMPLATE), Map.of("Given", "given")), new KnownStream());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'plain' | \"plain\"",
                "7 | 7",
                "{'a': [1, {'Ref': 'Size'}]} | {\"a\":[1,\"3\"]}",
                "{'Ref': 'Given'} | \"given\"",
                "{'Ref': 'Zones'} | [\"a\",\"b\"]",
                "{'Ref': 'AWS::Region'} | \"us-east-1\"",
                "{'Ref': 'AWS::AccountId'} | \"000000000000\"",
                "{'Ref': 'AWS::Partition'} | \"aws\"",
                "{'Ref': 'AWS::URLSuffix'} | \"amazonaws.com\"",
                "{'Ref': 'AWS::StackName'} | \"shop\"",
                "{'Ref': 'AWS::StackId'} | \"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/526c9683-9f0a-3693-b17c-415328baaf0d\"",
                "{'Fn::Select': [4, {'Fn::Split': ['-', {'Fn::Select': [2, {'Fn::Split': ['/', {'Ref': 'AWS::StackId'}]}]}]}]}"
                        + " | \"415328baaf0d\"",
                "{'Ref': 'AWS::NotificationARNs'} | []",
                "{'a': {'Ref': 'AWS::NoValue'}, 'b': [1, {'Ref': 'AWS::NoValue'}]} | {\"b\":[1]}",
                "{'Ref': 'Stream'} | \"the-stream\"",
                "{'Fn::GetAtt': ['Stream', 'Arn']} | \"the-arn\"",
                "{'Fn::GetAtt': 'Stream.Arn'} | \"the-arn\"",
                "{'Fn::ImportValue': {'Fn::Sub': '${AWS::StackName}:out'}} | \"exported\"",
                "{'Fn::GetStackOutput': {'StackName': 'other', 'OutputName': 'Out'}} | \"output\"",
                "{'Fn::GetStackOutput': {'StackName': 'other', 'Region': 'eu-west-1', 'OutputName': 'Out'}} | \"remote\"",
                "{'Fn::Join': ['-', ['a', {'Ref': 'Size'}]]} | \"a-3\"",
                "{'Fn::Split': ['.', 'a..b ']} | [\"a\",\"\",\"b \"]",
                "{'Fn::Select': ['1', {'Ref': 'Zones'}]} | \"b\"",
                "{'Fn::Select': [0, {'Fn::Split': [',', 'x,y']}]} | \"x\"",
                "{'Fn::Sub': 'a ${Size} ${Stream.Arn} ${!Literal}'} | \"a 3 the-arn ${Literal}\"",
                "{'Fn::Sub': ['${x}-${Size}', {'x': {'Ref': 'Given'}}]} | \"given-3\"",
                "{'Fn::If': ['Yes', 'then', {'Fn::Transform': {}}]} | \"then\"",
                "{'Fn::If': ['No', {'Fn::Transform': {}}, 'else']} | \"else\"",
                "{'Fn::FindInMap': ['Sizes', {'Ref': 'AWS::Region'}, 'small']} | 1",
                "{'Fn::Base64': 'hi'} | \"aGk=\"",
                "{'Fn::GetAZs': ''} | [\"us-east-1a\",\"us-east-1b\",\"us-east-1c\"]",
                "{'Fn::GetAZs': 'eu-west-1'} | [\"eu-west-1a\",\"eu-west-1b\",\"eu-west-1c\"]"
            })
    void resolves(String value, String expected) {
        assertThat(evaluator.resolve(json(value), TemplatePath.of("shop").child("X")))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a': [{'Fn::Nothing': []}]} | X.a[0].Fn::Nothing: intrinsic function Fn::Nothing is not supported here; there are:"
                        + " Fn::Base64, Fn::Cidr, Fn::FindInMap, Fn::GetAZs, Fn::GetAtt, Fn::GetStackOutput, Fn::If,"
                        + " Fn::ImportValue, Fn::Join, Fn::Length, Fn::Select, Fn::Split, Fn::Sub, Fn::ToJsonString, Ref",
                "{'Ref': 'Nobody'} | X.Ref: the template has no resource or parameter 'Nobody'",
                "{'Ref': 'Topic'} | X.Ref: 'Topic' (AWS::SNS::Topic) has no value here",
                "{'Ref': 'Absent'} | X.Ref: 'Absent' is not deployed: its condition does not hold",
                "{'Ref': 'Nothing'} | X.Ref: only AWS knows this value; --parameter Nothing=VALUE gives it",
                "{'Ref': 'FromSsm'} | X.Ref: only AWS knows this value; --ssm /path=VALUE gives it",
                "{'Ref': 'AWS::Nonsense'} | X.Ref: 'AWS::Nonsense' is not a pseudo parameter",
                "{'Fn::GetAtt': ['Topic', 'TopicName']} | X.Fn::GetAtt: 'Topic' (AWS::SNS::Topic) must have the"
                        + " attribute TopicName; its schema has no such attribute",
                "{'Fn::GetAtt': 'Topic'} | X.Fn::GetAtt: must be a list of a logical id and an attribute, got \"Topic\"",
                "{'Fn::ImportValue': 'gone'} | X.Fn::ImportValue: only AWS knows this value; --import gone=VALUE gives it",
                "{'Fn::GetStackOutput': {'StackName': 's', 'OutputName': 'o'}} | X.Fn::GetStackOutput: this stage has no"
                        + " stack 's' with an output 'o' in us-east-1",
                "{'Fn::GetStackOutput': 's'} | X.Fn::GetStackOutput: must be an object with StackName and OutputName, got"
                        + " \"s\"",
                "{'Fn::Join': ['-', 'a']} | X.Fn::Join[1]: must be a list, got \"a\"",
                "{'Fn::Join': ['-', [['a']]]} | X.Fn::Join[1]: must be a string, got [\"a\"]",
                "{'Fn::Join': ['-']} | X.Fn::Join: must be a list of a delimiter and a list, got [\"-\"]",
                "{'Fn::Select': [2, ['a', 'b']]} | X.Fn::Select: index must be between 0 and 1, got '2'",
                "{'Fn::Sub': '${Zones}'} | X.Fn::Sub: '${Zones}' must be a string, got [\"a\",\"b\"]",
                "{'Fn::Sub': ['a']} | X.Fn::Sub: must be a string, or a list of a string and an object, got [\"a\"]",
                "{'Fn::FindInMap': ['Sizes', 'mars', 'small']} | X.Fn::FindInMap: the template's mappings have no"
                        + " 'Sizes'.'mars'.'small'",
                "{'Fn::If': ['Maybe', 1, 2]} | X.Fn::If[0]: the template has no condition 'Maybe'",
                "{'Fn::If': ['Circular', 1, 2]} | Conditions.Circular.Fn::Not[0].Condition: condition 'Circular' depends on"
                        + " itself",
                "{'Fn::If': ['Unreadable', 1, 2]} | Conditions.Unreadable: 'Fn::Xor' is not a condition function; there are:"
                        + " Condition, Fn::And, Fn::Equals, Fn::Not, Fn::Or",
                "{'Fn::Base64': {'Ref': 'AWS::NoValue'}} | X.Fn::Base64: must be a string, got AWS::NoValue",
                "'{{resolve:ssm:/a:2}}' | X: only AWS knows this value; --ssm /a=VALUE gives it",
                "'{{resolve:secretsmanager:a:SecretString:k}}' | X: only AWS knows this value; --secret a=FILE gives it",
                "{'Fn::Join': ['', ['{{resolve', ':ssm-secure:/a}}']]} | X.Fn::Join: only AWS knows this value;"
                        + " --ssm /a=VALUE gives it",
                "'{{resolve:other:a}}' | X: '{{resolve:other:a}}' must be a reference to ssm, ssm-secure or"
                        + " secretsmanager"
            })
    void refusesWhatCannotBeResolvedAndSaysWhere(String value, String expected) {
        assertThatThrownBy(() ->
                        evaluator.resolve(json(value), TemplatePath.of("shop").child("X")))
                .isInstanceOf(TemplateException.class)
                .hasMessage("stack shop: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Condition': 'Yes'} | true",
                "{'Fn::Equals': ['a', 'b']} | false",
                "{'Fn::Equals': [{'Ref': 'Size'}, 3]} | true",
                "{'Fn::And': [{'Condition': 'Yes'}, {'Condition': 'Yes'}]} | true",
                "{'Fn::And': [{'Condition': 'Yes'}, {'Condition': 'No'}]} | false",
                "{'Fn::Or': [{'Condition': 'No'}, {'Condition': 'Yes'}]} | true",
                "{'Fn::Or': [{'Condition': 'No'}, {'Condition': 'No'}]} | false",
                "{'Fn::Or': [{'Condition': 'Yes'}, {'Condition': 'Circular'}]} | true",
                "{'Fn::And': [{'Condition': 'No'}, {'Condition': 'Circular'}]} | false",
                "{'Fn::Not': [{'Condition': 'No'}]} | true"
            })
    void decidesConditions(String condition, boolean expected) {
        assertThat(Conditions.holds(
                        json(condition), evaluator, TemplatePath.of("shop").child("C")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Fn::Equals': ['a']} | C.Fn::Equals: must be a list of two values, got [\"a\"]",
                "{'Fn::And': [{'Condition': 'Yes'}]} | C.Fn::And: must be a list of 2 to 10 conditions, got"
                        + " [{\"Condition\":\"Yes\"}]",
                "{'Fn::Not': []} | C.Fn::Not: must be a list of one condition, got []",
                "'Yes' | C: must be one condition function, got \"Yes\""
            })
    void refusesMalformedConditions(String condition, String expected) {
        assertThatThrownBy(() -> Conditions.holds(
                        json(condition), evaluator, TemplatePath.of("shop").child("C")))
                .isInstanceOf(TemplateException.class)
                .hasMessage("stack shop: " + expected);
    }

    @Test
    void aResourceIsDeployedUnlessItsConditionFails() {
        assertThat(evaluator.isDeployed("Stream")).isTrue();
        assertThat(evaluator.isDeployed("Absent")).isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Knows one stream, one export and two outputs. */
    private static final class KnownStream implements ResourceValues {
        @Override
        public Optional<JsonNode> ref(String logicalId) {
            return logicalId.equals("Stream") ? Optional.of(Json.text("the-stream")) : Optional.empty();
        }

        @Override
        public Optional<JsonNode> attribute(String logicalId, String name) {
            return (logicalId + "." + name).equals("Stream.Arn") ? Optional.of(Json.text("the-arn")) : Optional.empty();
        }

        @Override
        public Optional<JsonNode> exported(String name) {
            return name.equals("shop:out") ? Optional.of(Json.text("exported")) : Optional.empty();
        }

        @Override
        public Optional<JsonNode> output(String stackName, String region, String name) {
            return switch (stackName + "/" + region + "/" + name) {
                case "other/us-east-1/Out" -> Optional.of(Json.text("output"));
                case "other/eu-west-1/Out" -> Optional.of(Json.text("remote"));
                default -> Optional.empty();
            };
        }
    }
}
