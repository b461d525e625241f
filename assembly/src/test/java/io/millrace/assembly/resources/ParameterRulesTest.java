package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.GivenValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a template says about its parameters: their constraints, and the section {@code Rules}. */
class ParameterRulesTest {
    private static final String TEMPLATE = """
            {
              'Parameters': {
                'Stage': {'Type': 'String', 'Default': 'test'},
                'Zones': {'Type': 'CommaDelimitedList', 'Default': 'a,b'},
                'Same': {'Type': 'CommaDelimitedList', 'Default': 'a,a'},
                'Nothing': {'Type': 'CommaDelimitedList', 'Default': ''},
                'Key': {'Type': 'String', 'Default': 'hunter2', 'NoEcho': true},
                'Vpc': {'Type': 'AWS::SSM::Parameter::Value<String>', 'Default': '/net/vpc'}
              },
              'Rules': {'Checked': %s},
              'Resources': {'S': {'Type': 'AWS::Kinesis::Stream'}}
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Fn::Contains': [['a', 'b'], 'b']} | true",
                "{'Fn::Contains': [['a', 'b'], 'c']} | false",
                "{'Fn::Contains': [{'Ref': 'Zones'}, 'a']} | true",
                "{'Fn::Contains': [{'Ref': 'Nothing'}, 'a']} | false",
                "{'Fn::Contains': [['1', '2'], 2]} | true",
                "{'Fn::EachMemberEquals': [{'Ref': 'Same'}, 'a']} | true",
                "{'Fn::EachMemberEquals': [{'Ref': 'Zones'}, 'a']} | false",
                "{'Fn::EachMemberIn': [{'Ref': 'Zones'}, ['a', 'b', 'c']]} | true",
                "{'Fn::EachMemberIn': [['a', 'b', 'c'], {'Ref': 'Zones'}]} | false",
                "{'Fn::And': [{'Fn::Equals': [{'Ref': 'Stage'}, 'test']}, {'Fn::Contains': [['x'], 'x']}]} | true",
                "{'Fn::Not': [{'Fn::Contains': [['x'], 'x']}]} | false",
                "{'Fn::Or': [{'Fn::Contains': [['x'], 'y']}, {'Fn::Equals': [1, '1']}]} | true"
            })
    void anAssertionHoldsOrIsRefused(String assertion, boolean holds) {
        String rule = "{'Assertions': [{'Assert': %s, 'AssertDescription': 'so it is'}]}".formatted(assertion);

        if (holds) {
            assertThat(plan(rule).notices()).isEmpty();
        } else {
            assertRefused(rule, "stack shop: Rules.Checked.Assertions[0]: must hold, got ");
            assertRefused(rule, ": so it is; --parameter gives other values");
        }
    }

    @Test
    void everyAssertionOfARuleThatAppliesIsChecked() {
        String rule = """
                {'RuleCondition': {'Fn::Equals': [{'Ref': 'Stage'}, 'test']}, 'Assertions': [
                  {'Assert': {'Fn::Contains': [['a'], {'Ref': 'Key'}]}},
                  {'Assert': {'Fn::Contains': [['a'], 'a']}},
                  {'Assert': {'Fn::EachMemberIn': [{'Ref': 'Zones'}, ['c']]}, 'AssertDescription': 'Zones must be c'}]}
                """;

        assertThatThrownBy(() -> plan(rule)).hasMessage("""
                        stage dev cannot run here:
                        - stack shop: Rules.Checked.Assertions[0]: must hold, got Stage 'test', Key '****'; --parameter gives other values
                        - stack shop: Rules.Checked.Assertions[2]: must hold, got Stage 'test', Zones '["a","b"]': Zones must be c; --parameter gives other values""");
        assertThat(plan(rule.replace("'test'", "'prod'")).notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Fn::EachMemberIn': [{'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', 'Tags.Team']}, ['a']]}",
                "{'Fn::Contains': [{'Fn::RefAll': 'AWS::EC2::VPC::Id'}, 'vpc-1']}",
                "{'Fn::Equals': [{'Fn::ValueOf': ['Stage', 'Tags.Team']}, 'a']}",
                "{'Fn::Equals': [{'Ref': 'Vpc'}, 'vpc-1']}",
                "{'Fn::Equals': [{'Fn::Select': [0, {'Ref': 'Vpc'}]}, 'vpc-1']}"
            })
    void whatOnlyAwsKnowsIsNotAskedForARuleAlone(String assertion) {
        GivenValues unknown = new GivenValues(
                Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.of("unknown"));

        for (GivenValues given : List.of(GivenValues.NONE, unknown)) {
            assertThat(plan("{'Assertions': [{'Assert': %s}]}".formatted(assertion), given)
                            .notices())
                    .containsExactly(
                            "rule Checked of stack shop is not checked here: it depends on what only AWS knows");
        }
    }

    @Test
    void aGivenValueDecidesARule() {
        String rule = "{'Assertions': [{'Assert': {'Fn::Equals': [{'Ref': 'Vpc'}, 'vpc-1']}}]}";

        assertThat(plan(rule, ssm("vpc-1")).notices()).isEmpty();
        assertThatThrownBy(() -> plan(rule, ssm("vpc-2"))).hasMessageContaining("must hold, got Vpc 'vpc-2'");
    }

    @Test
    void noStageHereNeedsABootstrapStack() {
        String template = """
                {
                  'Parameters': {'BootstrapVersion': {'Type': 'AWS::SSM::Parameter::Value<String>',
                    'Default': '/cdk-bootstrap/hnb659fds/version'}},
                  'Rules': {'CheckBootstrapVersion': {'Assertions': [{'Assert': {'Fn::Not': [{'Fn::Contains': [
                    ['1', '2', '3', '4', '5'], {'Ref': 'BootstrapVersion'}]}]}}]}},
                  'Resources': {'S': {'Type': 'AWS::Kinesis::Stream'}}
                }
                """;

        assertThat(SmallStage.plan(GivenValues.NONE, Map.of("shop", template)).notices())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Type': 'Number', 'MinValue': 2 | 1 | must be at least 2, got '1'",
                "'Type': 'Number', 'MaxValue': 2 | 2.5 | must be at most 2, got '2.5'",
                "'Type': 'Number' | two | must be a number, got 'two'",
                "'Type': 'List<Number>', 'MaxValue': 2 | 1, 3 | must be at most 2, got '3'",
                "'Type': 'String', 'MinLength': 2 | a | must be text of 2 to any number of characters, got 'a'",
                "'Type': 'String', 'MaxLength': 2 | abc | must be text of 0 to 2 characters, got 'abc'",
                "'Type': 'String', 'AllowedPattern': '[a-z]+' | aB | must be text that matches [a-z]+, got 'aB'",
                "'Type': 'CommaDelimitedList', 'AllowedPattern': '[a-z]' | a,b,C | must be text that matches [a-z], got 'C'",
                "'Type': 'String', 'AllowedValues': ['a', 'b'], 'ConstraintDescription': 'a or b' | c | must be one of a, b,"
                        + " got 'c'; a or b",
                "'Type': 'String', 'AllowedValues': ['a'], 'NoEcho': 'true' | hunter2 | must be one of a, got '****'",
                "'Type': 'String', 'AllowedPattern': '[a' | a | P.AllowedPattern: must be a regular expression, got '[a'",
                "'Type': 'Number', 'MinValue': 'x' | 1 | P.MinValue: must be a number, got 'x'"
            })
    void aParameterIsCheckedWhetherOrNotItIsUsed(String declaration, String value, String violation) {
        String template = """
                {'Parameters': {'P': {%s}}, 'Resources': {'S': {'Type': 'AWS::Kinesis::Stream'}}}
                """.formatted(declaration);
        GivenValues given = new GivenValues(
                Map.of("P", value), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());

        assertThatThrownBy(() -> SmallStage.plan(given, Map.of("shop", template)))
                .hasMessageContaining("Parameters.P")
                .hasMessageContaining(violation)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMistakeOfAParameterIsReportedOnceHoweverOftenItIsUsed() {
        String template = """
                {'Parameters': {'P': {'Type': 'Number', 'Default': 0, 'MinValue': 1}},
                 'Resources': {
                   'A': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': {'Ref': 'P'}}},
                   'B': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': {'Ref': 'P'}}}}}
                """;

        assertThatThrownBy(() -> SmallStage.plan(GivenValues.NONE, Map.of("shop", template)))
                .hasMessage("stage dev cannot run here:%n- stack shop: Parameters.P: must be at least 1, got '0'"
                        .formatted());
    }

    private static void assertRefused(String rule, String message) {
        assertThatThrownBy(() -> plan(rule)).hasMessageContaining(message);
    }

    private static DeploymentPlan plan(String rule) {
        return plan(rule, GivenValues.NONE);
    }

    private static DeploymentPlan plan(String rule, GivenValues given) {
        DeploymentPlan plan = SmallStage.plan(given, Map.of("shop", TEMPLATE.formatted(rule)));
        assertThat(plan.streams()).extracting(StreamPlan::name).containsExactly("shop-S");
        return plan;
    }

    private static GivenValues ssm(String vpc) {
        return new GivenValues(
                Map.of(), Map.of("/net/vpc", vpc), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());
    }
}
