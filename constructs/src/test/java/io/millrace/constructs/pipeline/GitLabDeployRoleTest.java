package io.millrace.constructs.pipeline;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.pipeline.GitLabDeployRoleProps.Records;
import io.millrace.constructs.pipeline.GitLabProviderProps.Origin;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

class GitLabDeployRoleTest {
    private static final String URL = "https://git.example.com/code";

    @TempDir
    Path assembly;

    private Stack stack;

    @BeforeEach
    void newStack() {
        stack = new Stack(
                new App(AppProps.builder().outdir(assembly.toString()).build()),
                "Stack",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111111111111")
                                .region("eu-west-1")
                                .build())
                        .build());
    }

    @Test
    void aJobOfTheBranchMayAssumeItAndNobodyElse() {
        SynthesisedStack template = role(specimen(GitLabRef.branch("main")));

        assertThat(template.properties("AWS::IAM::Role").at("/AssumeRolePolicyDocument/Statement"))
                .isEqualTo(json("""
                        [{'Action': 'sts:AssumeRoleWithWebIdentity', 'Effect': 'Allow',
                          'Principal': {'Federated': {'Ref': '%s'}},
                          'Condition': {'StringEquals': {
                            'git.example.com/code:aud': 'https://git.example.com/code',
                            'git.example.com/code:sub':
                              'project_path:shop/streams:ref_type:branch:ref:main'}}}]
                        """.formatted(template.idOf("AWS::IAM::OIDCProvider", "GitLab"))));
        assertThat(template.properties("AWS::IAM::Role").get("RoleName").asText())
                .isEqualTo("millrace-dev-gitlab");
        assertThat(template.properties("AWS::IAM::Role")
                        .get("MaxSessionDuration")
                        .asInt())
                .isEqualTo(7200);
    }

    @Test
    void aSessionLastsAsLongAsChosen() {
        GitLabDeployRoleProps.Builder props = specimen(GitLabRef.branch("main")).maxSession(Duration.ofHours(4));

        assertThat(role(props)
                        .properties("AWS::IAM::Role")
                        .get("MaxSessionDuration")
                        .asInt())
                .isEqualTo(14_400);
    }

    /** Neither the project nor the audience is ever a pattern. */
    @Test
    void aPatternOfBranchesIsComparedAsOneAndNothingElseIs() {
        JsonNode condition = role(specimen(GitLabRef.branch("feature/*")).ref(GitLabRef.tag("v1")))
                .properties("AWS::IAM::Role")
                .at("/AssumeRolePolicyDocument/Statement/0/Condition");

        assertThat(condition).isEqualTo(json("""
                        {'StringEquals': {'git.example.com/code:aud': 'https://git.example.com/code'},
                         'StringLike': {'git.example.com/code:sub': [
                            'project_path:shop/streams:ref_type:branch:ref:feature/*',
                            'project_path:shop/streams:ref_type:tag:ref:v1']}}
                        """));
    }

    @Test
    void itMayDoThisOnEachResource() {
        assertThat(permissions(role(specimen(GitLabRef.branch("main")))))
                .isEqualTo(Map.of(
                        "*",
                        "cloudformation:ListStacks cloudwatch:GetMetricData",
                        ":iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-eu-west-1",
                        "sts:AssumeRole",
                        ":iam::111111111111:role/cdk-hnb659fds-file-publishing-role-111111111111-eu-west-1",
                        "sts:AssumeRole",
                        ":iam::111111111111:role/cdk-hnb659fds-lookup-role-111111111111-eu-west-1",
                        "sts:AssumeRole",
                        ":cloudformation:eu-west-1:111111111111:stack/millrace-dev-*/*",
                        "cloudformation:DeleteStack cloudformation:DescribeStackEvents cloudformation:DescribeStacks"
                                + " cloudformation:GetTemplate cloudformation:ListStackResources"
                                + " cloudformation:UpdateTerminationProtection",
                        ":kinesisanalytics:eu-west-1:111111111111:application/*",
                        "kinesisanalytics:DescribeApplication kinesisanalytics:ListApplicationOperations"
                                + " kinesisanalytics:ListApplicationSnapshots",
                        ":kinesis:eu-west-1:111111111111:stream/millrace-dev-*",
                        "kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator"
                                + " kinesis:ListShards",
                        ":cloudwatch:eu-west-1:111111111111:alarm:*",
                        "cloudwatch:DescribeAlarms",
                        ":ssm:eu-west-1:111111111111:parameter/millrace/dev/*",
                        "ssm:GetParameter ssm:PutParameter"));
    }

    @Test
    void itPutsRecordsWhereItIsToldToAndDeploysToTheRegionThatItIsToldTo() {
        Map<String, String> permissions = permissions(role(specimen(GitLabRef.branch("main"))
                .records(Records.READ_AND_PUT)
                .region("us-east-1")
                .qualifier("shop")));

        assertThat(permissions.get(":kinesis:us-east-1:111111111111:stream/millrace-dev-*"))
                .endsWith("kinesis:PutRecord kinesis:PutRecords");
        assertThat(permissions)
                .containsKey(":iam::111111111111:role/cdk-shop-deploy-role-111111111111-us-east-1")
                .allSatisfy((resource, actions) -> assertThat(resource).doesNotContain("eu-west-1"));
    }

    /** An account has one provider for each GitLab; IAM refuses a second one. */
    @Test
    void aProviderThatTheAccountHasIsReferredTo() {
        GitLabProvider existing = new GitLabProvider(stack, "GitLab", new GitLabProviderProps(URL, Origin.EXISTING));
        new GitLabDeployRole(
                stack,
                "Role",
                GitLabDeployRoleProps.builder(
                                existing, "shop/streams", GitLabRef.branch("main"), "millrace-dev-", "/millrace/dev")
                        .build());
        SynthesisedStack template = SynthesisedStack.of(stack);

        assertThat(template.types()).containsExactly("AWS::IAM::Policy", "AWS::IAM::Role");
        assertThat(template.properties("AWS::IAM::Role")
                        .at("/AssumeRolePolicyDocument/Statement/0/Principal/Federated/Fn::Join/1/2")
                        .asText())
                .isEqualTo(":iam::111111111111:oidc-provider/git.example.com/code");
    }

    @Test
    void aNewProviderOutlivesItsStack() {
        JsonNode provider = role(specimen(GitLabRef.branch("main"))).only("AWS::IAM::OIDCProvider");

        assertThat(provider.get("Properties"))
                .isEqualTo(json("{'Url': '" + URL + "', 'ClientIdList': ['" + URL + "']}"));
        assertThat(provider.get("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
    }

    @Test
    void everyViolationIsReportedAtOnce() {
        GitLabProvider provider = new GitLabProvider(stack, "GitLab", GitLabProviderProps.of(URL));

        assertThatThrownBy(() -> new GitLabDeployRoleProps(
                        provider,
                        "shop/*",
                        List.of(),
                        "*",
                        "dev",
                        Records.READ,
                        Optional.empty(),
                        "*",
                        Duration.ofHours(13)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("project must be a path like 'group/project', without a pattern, got 'shop/*';"
                        + " stackPrefix must begin with a letter and end with a hyphen, got '*';"
                        + " parameterPath must be a path like '/millrace/dev', got 'dev';"
                        + " qualifier must be 1 to 10 letters and digits, got '*';"
                        + " refs must name a branch or tag, got none;"
                        + " maxSession must be 1 to 12 hours, got 'PT13H'");
        assertThatThrownBy(() -> GitLabRef.branch(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ref must have a name, got ' '; '*' matches any name");
        for (String url : List.of("http://gitlab.com", "https://gitlab.com:8443", "https://gitlab.com:443/code")) {
            assertThatThrownBy(() -> GitLabProviderProps.of(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the URL of a GitLab must look like 'https://gitlab.example.com', without a port, got '"
                            + url + "'");
        }
    }

    private GitLabDeployRoleProps.Builder specimen(GitLabRef ref) {
        GitLabProvider provider = new GitLabProvider(stack, "GitLab", GitLabProviderProps.of(URL));
        return GitLabDeployRoleProps.builder(provider, "shop/streams", ref, "millrace-dev-", "/millrace/dev");
    }

    private SynthesisedStack role(GitLabDeployRoleProps.Builder props) {
        new GitLabDeployRole(stack, "Role", props.build());
        return SynthesisedStack.of(stack);
    }

    /** Resource, without {@code arn:<partition>}, to its actions. */
    private static Map<String, String> permissions(SynthesisedStack template) {
        Map<String, String> permissions = new TreeMap<>();
        for (JsonNode statement : template.statements(template.idOf("AWS::IAM::Role", "Role"))) {
            List<String> actions = SynthesisedStack.list(statement.get("Action"))
                    .map(JsonNode::asText)
                    .toList();
            SynthesisedStack.list(statement.get("Resource"))
                    .forEach(resource -> permissions.merge(
                            resource.isTextual()
                                    ? resource.asText()
                                    : resource.at("/Fn::Join/1/2").asText(),
                            String.join(" ", actions),
                            (one, other) -> one + " " + other));
        }
        return permissions;
    }
}
