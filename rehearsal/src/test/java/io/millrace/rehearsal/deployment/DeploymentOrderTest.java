package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stackOf;
import static io.millrace.rehearsal.SmallRelease.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StackResult;
import io.millrace.rehearsal.result.StageResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentOrderTest {
    private final Deployments deployments = new Deployments();

    @Test
    void aStackIsDeployedAfterThoseThatItDependsOn() {
        StageResult result = deployments.deploy(stage(
                stackOf("job", "{}", "state", "job.assets"),
                stackOf("network", "{}"),
                stackOf("state", "{}", "network")));

        assertThat(result.stacks()).extracting(StackResult::stack).containsExactly("network", "state", "job");
    }

    @Test
    void aResourceIsDeployedAfterThoseThatItRefersTo() {
        StageResult result = deployments.deploy(shop(
                "'A': {'Type': 'AWS::SNS::Topic', 'DependsOn': ['B']}",
                resource("B", "AWS::SNS::Topic", "'DisplayName': {'Ref': 'C'}"),
                resource(
                        "C",
                        "AWS::SNS::Topic",
                        "'DisplayName': {'Fn::Join': ['-', [{'Fn::GetAtt': ['D', 'TopicName']}]]}"),
                resource("D", "AWS::SNS::Topic", "'DisplayName': {'Fn::Sub': '${E.TopicName}-${AWS::Region}'}"),
                "'E': {'Type': 'AWS::SNS::Topic', 'DependsOn': 'F'}",
                resource("F", "AWS::SNS::Topic", "")));

        assertThat(order(result)).containsExactly("F", "E", "D", "C", "B", "A");
    }

    @Test
    void resourcesCannotDependOnEachOther() {
        StageResult result = deployments.deploy(shop(
                resource("A", "AWS::SNS::Topic", "'DisplayName': {'Ref': 'B'}"),
                resource("B", "AWS::SNS::Topic", "'DisplayName': {'Ref': 'A'}")));

        assertThat(Deployments.rules(result)).containsExactly(Rule.CIRCULAR_DEPENDENCY);
    }

    @Test
    void aResourceWhoseConditionDoesNotHoldIsNotDeployed() {
        StageResult result = deployments.deploy(stage(stackOf(
                "shop",
                "{'Conditions': {'Never': {'Fn::Equals': ['a', 'b']}}, 'Resources': {'A': {'Type': 'AWS::SNS::Topic',"
                        + " 'Condition': 'Never'}}, 'Outputs': {'O': {'Condition': 'Never', 'Value': {'Ref': 'A'},"
                        + " 'Export': {'Name': 'a'}}}}")));

        assertThat(order(result)).isEmpty();
        assertThat(deployments.stack("shop").exports()).isEmpty();
    }

    private static List<String> order(StageResult result) {
        return result.stacks().get(0).changes().stream().map(Change::logicalId).toList();
    }
}
