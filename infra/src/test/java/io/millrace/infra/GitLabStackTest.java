package io.millrace.infra;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
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

/** The roles of the pipeline, in stacks that an administrator deploys. */
class GitLabStackTest {
    private static final Map<String, String> PROJECT = Map.of("MILLRACE_GITLAB_PROJECT", "shop/streams");
    private static final Map<String, String> TARGETS = Map.of(
            "MILLRACE_GITLAB_PROJECT", "shop/streams",
            "MILLRACE_DEV_TARGET", "aws://111111111111/eu-west-1",
            "MILLRACE_REVIEW_TARGET", "aws://111111111111/us-east-1",
            "MILLRACE_PROD_TARGET", "aws://222222222222/eu-central-1");

    private static final List<StageConfig> TWO = List.of(Environments.DEV, Environments.PROD);

    @TempDir
    Path folder;

    @Test
    void withoutTargetsOneStackHoldsTheRolesOfAllButTheBranches() {
        Stage app = stage(Environments.ALL, PROJECT);

        assertThat(ids(app)).containsExactly("GitLab");
        assertThat(subjects(template(app, "GitLab")))
                .isEqualTo(Environments.ALL.stream()
                        .collect(toMap(
                                environment -> "millrace-" + environment.name() + "-gitlab",
                                environment -> "StringEquals project_path:shop/streams:ref_type:branch:ref:main")));
        assertThat(template(app, "GitLab").all("AWS::IAM::OIDCProvider")).hasSize(1);
    }

    @Test
    void eachAccountHasAStackWithTheRolesOfItsEnvironments() {
        Stage app = stage(TWO, TARGETS);

        assertThat(ids(app)).containsExactly("GitLab-111111111111", "GitLab-222222222222");
        assertThat(subjects(template(app, "GitLab-111111111111")))
                .isEqualTo(Map.of(
                        "millrace-dev-gitlab",
                        "StringEquals project_path:shop/streams:ref_type:branch:ref:main",
                        "millrace-review-gitlab",
                        "StringLike project_path:shop/streams:ref_type:branch:ref:*"));
        assertThat(subjects(template(app, "GitLab-222222222222"))).containsOnlyKeys("millrace-prod-gitlab");
        assertThat(template(app, "GitLab-222222222222").outputs()).containsOnlyKeys("prodRoleArn");
        for (String id : ids(app)) {
            assertThat(stack(app, id).getStackName()).isEqualTo("millrace-gitlab");
            assertThat(stack(app, id).getTerminationProtection()).isTrue();
        }
    }

    @Test
    void recordsAreOnlyPutWhereTheyAreNotKept() {
        Stage app = stage(TWO, TARGETS);

        assertThat(actions(template(app, "GitLab-111111111111"), "dev")).contains("kinesis:PutRecords");
        assertThat(actions(template(app, "GitLab-111111111111"), "review")).contains("kinesis:PutRecords");
        assertThat(actions(template(app, "GitLab-222222222222"), "prod"))
                .contains("kinesis:GetRecords")
                .doesNotContain("kinesis:PutRecords");
    }

    @Test
    void theBranchesRoleNeedsAnAccountThatIsKnownToBeNoOthers() {
        Map<String, String> unknown = new HashMap<>(TARGETS);
        unknown.remove("MILLRACE_PROD_TARGET");
        Map<String, String> shared = new HashMap<>(TARGETS);
        shared.put("MILLRACE_REVIEW_TARGET", "aws://222222222222/us-east-1");

        assertThatThrownBy(() -> stage(TWO, unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "MILLRACE_PROD_TARGET must be set when MILLRACE_REVIEW_TARGET is: every branch may deploy to"
                                + " the latter's account, which must not be that of 'prod'");
        assertThatThrownBy(() -> stage(TWO, shared))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MILLRACE_REVIEW_TARGET must name another account than 'prod' has");
    }

    @Test
    void aProviderIsNewOrExisting() {
        Map<String, String> existing = new HashMap<>(PROJECT);
        existing.put("MILLRACE_GITLAB_PROVIDER", "existing");
        existing.put("MILLRACE_GITLAB_URL", "https://git.example.com");
        SynthesisedStack stack = template(stage(TWO, existing), "GitLab");

        assertThat(stack.types()).containsExactly("AWS::IAM::Policy", "AWS::IAM::Role");
        assertThat(stack.toString()).contains(":oidc-provider/git.example.com");
        existing.put("MILLRACE_GITLAB_PROVIDER", "old");
        assertThatThrownBy(() -> stage(TWO, existing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MILLRACE_GITLAB_PROVIDER must be 'new' or 'existing', got 'old'");
    }

    @Test
    void aRolesPermissionsEndAtItsEnvironmentsPrefix() {
        Stage app = stage(Environments.ALL, PROJECT);
        String here = ":${AWS::Region}:${AWS::AccountId}:";

        for (StageConfig config : Environments.ALL) {
            String environment = config.name();
            assertThat(PolicyStatements.wildcards(template(app, "GitLab")))
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
                    .hasSize(3 * Environments.ALL.size());
        }
        assertThat(PolicyStatements.actions(template(app, "GitLab"))).noneMatch(action -> action.contains("*"));
    }

    /** cdk-nag asks for a reason for each wildcard; {@code GitLabDeployRoleTest} in the constructs lists them all. */
    @Test
    void cdkNagFindsNothingButWildcards() throws IOException {
        Stage stage = stage(Environments.ALL, PROJECT);
        Stack stack = stack(stage, "GitLab");
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
                .containsExactlyInAnyOrderElementsOf(Environments.ALL.stream()
                        .map(environment -> "AwsSolutions-IAM5 stage/GitLab/" + environment.name()
                                + "/Resource/DefaultPolicy/Resource")
                        .toList());
        assertThat(passed).contains("AwsSolutions-IAM4 stage/GitLab/dev/Resource/Resource");
    }

    /** The stacks in a stage of their own: an app with findings of cdk-nag fails before they can be read. */
    private Stage stage(List<StageConfig> environments, Map<String, String> variables) {
        Stage stage =
                new Stage(new App(AppProps.builder().outdir(folder.toString()).build()), "stage");
        GitLabStack.add(stage, environments, variables);
        return stage;
    }

    private static List<String> ids(Stage stage) {
        return stage.getNode().getChildren().stream()
                .map(stack -> stack.getNode().getId())
                .toList();
    }

    private static Stack stack(Stage stage, String id) {
        return (Stack) stage.getNode().findChild(id);
    }

    private static SynthesisedStack template(Stage stage, String id) {
        return SynthesisedStack.of(stack(stage, id));
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
