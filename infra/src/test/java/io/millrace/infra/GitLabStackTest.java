package io.millrace.infra;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;

/** What lets the pipeline in: it is there for who asks for it, and no pipeline deploys it. */
class GitLabStackTest {
    private static final Map<String, String> PROJECT = Map.of("MILLRACE_GITLAB_PROJECT", "shop/streams");
    private static final Map<String, String> TARGETS = Map.of(
            "MILLRACE_GITLAB_PROJECT", "shop/streams",
            "MILLRACE_DEV_TARGET", "aws://111111111111/eu-west-1",
            "MILLRACE_REVIEW_TARGET", "aws://111111111111/us-east-1",
            "MILLRACE_PROD_TARGET", "aws://222222222222/eu-central-1");

    @TempDir
    Path folder;

    @Test
    void withoutAProjectThereIsNoRole() throws IOException {
        assertThat(new SynthesisedApp(folder, Map.of()).stacksOutsideStages()).isEmpty();
    }

    @Test
    void whereNoAccountIsToldOneStackHoldsTheRolesOfAllButTheBranches() throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, PROJECT);

        assertThat(app.stacksOutsideStages()).containsExactly("GitLab");
        assertThat(subjects(app.template("GitLab")))
                .isEqualTo(Map.of(
                        "millrace-dev-gitlab",
                        "StringEquals project_path:shop/streams:ref_type:branch:ref:main",
                        "millrace-prod-gitlab",
                        "StringEquals project_path:shop/streams:ref_type:branch:ref:main"));
        assertThat(app.template("GitLab").all("AWS::IAM::OIDCProvider")).hasSize(1);
    }

    @Test
    void eachAccountHasAStackWithTheRolesOfItsEnvironments() throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, TARGETS);

        assertThat(app.stacksOutsideStages()).containsExactly("GitLab-111111111111", "GitLab-222222222222");
        assertThat(subjects(app.template("GitLab-111111111111")))
                .isEqualTo(Map.of(
                        "millrace-dev-gitlab",
                        "StringEquals project_path:shop/streams:ref_type:branch:ref:main",
                        "millrace-review-gitlab",
                        "StringLike project_path:shop/streams:ref_type:branch:ref:*"));
        assertThat(subjects(app.template("GitLab-222222222222"))).containsOnlyKeys("millrace-prod-gitlab");
        assertThat(app.template("GitLab-222222222222").outputs()).containsOnlyKeys("prodRoleArn");
        for (String id : app.stacksOutsideStages()) {
            assertThat(app.stack(id).getStackName()).isEqualTo("millrace-gitlab");
            assertThat(app.stack(id).getTerminationProtection()).isTrue();
        }
    }

    @Test
    void recordsAreOnlyPutWhereTheyAreNotKept() throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, TARGETS);

        assertThat(actions(app.template("GitLab-111111111111"), "dev")).contains("kinesis:PutRecords");
        assertThat(actions(app.template("GitLab-111111111111"), "review")).contains("kinesis:PutRecords");
        assertThat(actions(app.template("GitLab-222222222222"), "prod"))
                .contains("kinesis:GetRecords")
                .doesNotContain("kinesis:PutRecords");
    }

    @Test
    void theBranchesRoleTakesAnAccountThatIsKnownToBeNoOthers() {
        Map<String, String> unknown = new HashMap<>(TARGETS);
        unknown.remove("MILLRACE_PROD_TARGET");
        Map<String, String> shared = new HashMap<>(TARGETS);
        shared.put("MILLRACE_REVIEW_TARGET", "aws://222222222222/us-east-1");

        assertThatThrownBy(() -> new SynthesisedApp(folder, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MILLRACE_PROD_TARGET must be given with MILLRACE_REVIEW_TARGET: every branch may deploy to"
                        + " the latter's account, which must not be that of 'prod'");
        assertThatThrownBy(() -> new SynthesisedApp(folder, shared))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MILLRACE_REVIEW_TARGET must name another account than that of 'prod'");
    }

    @Test
    void aProviderIsNewOrExisting() throws IOException {
        Map<String, String> existing = new HashMap<>(PROJECT);
        existing.put("MILLRACE_GITLAB_PROVIDER", "existing");
        existing.put("MILLRACE_GITLAB_URL", "https://git.example.com");
        SynthesisedStack stack = new SynthesisedApp(folder, existing).template("GitLab");

        assertThat(stack.types()).containsExactly("AWS::IAM::Policy", "AWS::IAM::Role");
        assertThat(stack.toString()).contains(":oidc-provider/git.example.com");
        existing.put("MILLRACE_GITLAB_PROVIDER", "old");
        assertThatThrownBy(() -> new SynthesisedApp(folder, existing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MILLRACE_GITLAB_PROVIDER must be 'new' or 'existing', got 'old'");
    }

    @Test
    void whatIsAnEnvironmentsEndsAtItsPrefix() throws IOException {
        SynthesisedApp app = new SynthesisedApp(folder, PROJECT);
        String here = ":${AWS::Region}:${AWS::AccountId}:";

        for (String environment : List.of("dev", "prod")) {
            assertThat(PolicyStatements.wildcards(app.template("GitLab")))
                    .filteredOn(wildcard -> wildcard.startsWith("kinesis:GetRecords")
                            || wildcard.startsWith("cloudformation:GetTemplate")
                            || wildcard.startsWith("ssm:PutParameter"))
                    .contains(
                            "cloudformation:GetTemplate on arn:${AWS::Partition}:cloudformation" + here
                                    + "stack/millrace-" + environment + "-*/*",
                            "kinesis:GetRecords on arn:${AWS::Partition}:kinesis" + here + "stream/millrace-"
                                    + environment + "-*",
                            "ssm:PutParameter on arn:${AWS::Partition}:ssm" + here + "parameter/millrace/" + environment
                                    + "/*")
                    .hasSize(6);
        }
        assertThat(PolicyStatements.actions(app.template("GitLab"))).noneMatch(action -> action.contains("*"));
    }

    /** cdk-nag's rule asks for the evidence of each wildcard; {@code GitLabDeployRoleTest} of the constructs knows each. */
    @Test
    void cdkNagFindsNothingButWildcards() throws IOException {
        App app = new App(AppProps.builder().outdir(folder.toString()).build());
        // in a stage: an app refuses what has findings, before they can be read
        Stage stage = new Stage(app, "stage");
        GitLabAccess access = GitLabAccess.of(PROJECT).orElseThrow();
        GitLabStack.add(stage, access, Environments.ALL, Environments.REVIEW);
        Stack stack = (Stack) stage.getNode().findChild("GitLab");
        Aspects.of(stack)
                .add(AwsSolutionsChecks.Builder.create()
                        .reportFormats(List.of(NagReportFormat.JSON))
                        .build());
        SynthesisedStack.of(stack);
        Path report = folder.resolve("AwsSolutions-millrace-gitlab-NagReport.json");

        Set<String> found = new TreeSet<>();
        Set<String> passed = new TreeSet<>();
        for (JsonNode line : new ObjectMapper().readTree(report.toFile()).get("lines")) {
            String compliance = line.get("compliance").asText();
            Set<String> lines = compliance.equals("Compliant") ? passed : found;
            if (!compliance.equals("N/A")) {
                lines.add(line.get("ruleId").asText() + " "
                        + line.get("resourceId").asText());
            }
        }

        assertThat(found)
                .containsExactly(
                        "AwsSolutions-IAM5 stage/GitLab/dev/Resource/DefaultPolicy/Resource",
                        "AwsSolutions-IAM5 stage/GitLab/prod/Resource/DefaultPolicy/Resource");
        assertThat(passed).contains("AwsSolutions-IAM4 stage/GitLab/dev/Resource/Resource");
    }

    /** Name of each role to the condition on the token's subject. */
    private static Map<String, String> subjects(SynthesisedStack stack) {
        Map<String, String> subjects = new TreeMap<>();
        stack.all("AWS::IAM::Role").values().forEach(role -> role.at(
                        "/Properties/AssumeRolePolicyDocument/Statement/0/Condition")
                .properties()
                .forEach(condition -> {
                    JsonNode subject = condition.getValue().get("gitlab.com:sub");
                    if (subject != null) {
                        subjects.put(
                                role.at("/Properties/RoleName").asText(), condition.getKey() + " " + subject.asText());
                    }
                }));
        return subjects;
    }

    private static Set<String> actions(SynthesisedStack stack, String environment) {
        return stack.statements(stack.idOf("AWS::IAM::Role", environment)).stream()
                .flatMap(statement -> SynthesisedStack.list(statement.get("Action")))
                .map(JsonNode::asText)
                .collect(toCollection(TreeSet::new));
    }
}
