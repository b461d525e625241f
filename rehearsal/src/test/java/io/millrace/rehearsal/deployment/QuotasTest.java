package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stackIn;
import static io.millrace.rehearsal.SmallRelease.stackOf;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.template;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static final String ROLE = resource("Role", "AWS::IAM::Role", "'AssumeRolePolicyDocument': {}");

    @Test
    void resourcesOfAStack() {
        IntFunction<String> topic = i -> resource("T" + i, "AWS::SNS::Topic", "");

        assertAllowed(shop(many(500, topic)));
        assertRefused(
                shop(many(501, topic)),
                "resources of a stack must be at most 500, got '501'; make it smaller or split it");
    }

    @Test
    void outputsOfAStackAndItsExportsAmongThem() {
        IntFunction<String> output = i -> "'O%d': {'Value': 'x', 'Export': {'Name': 'o%d'}}".formatted(i, i);

        assertAllowed(stage(stackOf("shop", template(new String[] {ROLE}, many(200, output)))));
        assertRefused(
                stage(stackOf("shop", template(new String[] {ROLE}, many(201, output)))),
                "outputs of a stack, exports among them must be at most 200, got '201'; make it smaller or split it");
    }

    @Test
    void bytesOfATemplate() {
        assertRefused(
                shop(resource("Topic", "AWS::SNS::Topic", "'DisplayName': '%s'".formatted("x".repeat(1_048_576)))),
                "bytes of a template must be at most 1048576, got '1048671'; make it smaller or split it");
    }

    @Test
    void parametersMappingsAndDynamicReferencesOfATemplate() {
        assertRefused(
                stage(stackOf("shop", "{'Parameters': {%s}}".formatted(many(201, i -> "'P%d': {'Default': ''}"
                        .formatted(i))))),
                "parameters of a stack must be at most 200, got '201'; make it smaller or split it");
        assertRefused(
                stage(stackOf("shop", "{'Mappings': {%s}}".formatted(many(201, i -> "'M%d': {}".formatted(i))))),
                "mappings of a stack must be at most 200, got '201'; make it smaller or split it");
        assertRefused(
                shop(many(
                        61,
                        i -> resource(
                                "T" + i, "AWS::SNS::Topic", "'DisplayName': '{{resolve:ssm:n%d}}'".formatted(i)))),
                "dynamic references of a template must be at most 60, got '61'; make it smaller or split it");
    }

    @Test
    void charactersOfAManagedPolicy() {
        assertAllowed(shop(managedPolicy(6144 - "{\"Sid\":\"\"}".length())));
        assertRefused(
                shop(managedPolicy(6145 - "{\"Sid\":\"\"}".length())),
                "characters of a managed policy (Policy) must be at most 6144, got '6145'; make it smaller or split it");
    }

    /** Of all inline policies of a role, whether in the role or in resources of their own; spaces do not count. */
    @Test
    void charactersOfTheInlinePoliciesOfARole() {
        String role = resource(
                "Role",
                "AWS::IAM::Role",
                "'Policies': [{'PolicyName': 'p', 'PolicyDocument': {'Sid': '%s    '}}]"
                        .formatted("x".repeat(5120 - "{\"Sid\":\"\"}".length())));

        assertAllowed(shop(role, inlinePolicy(5120)));
        assertRefused(
                shop(role, inlinePolicy(5121)),
                "characters of a role's inline policies (Role) must be at most 10240, got '10241'; make it smaller or split it");
    }

    @Test
    void charactersOfTrustPoliciesAndAttachedPolicies() {
        assertRefused(
                shop(resource(
                        "Role",
                        "AWS::IAM::Role",
                        "'AssumeRolePolicyDocument': {'Sid': '%s'}".formatted("x".repeat(2048)))),
                "characters of a role's trust policy (Role) must be at most 2048, got '2058'; request a higher quota before,"
                        + " or use less");
        assertRefused(
                shop(resource("Role", "AWS::IAM::Role", "'ManagedPolicyArns': [%s]".formatted(many(11, i -> "'arn%d'"
                        .formatted(i))))),
                "managed policies of a role (Role) must be at most 10, got '11'; request a higher quota before, or use less");
    }

    @Test
    void charactersOfAChosenName() {
        assertAllowed(shop(resource("Role", "AWS::IAM::Role", "'RoleName': '%s'".formatted("x".repeat(64)))));
        assertRefused(
                shop(resource("Role", "AWS::IAM::Role", "'RoleName': '%s'".formatted("x".repeat(65)))),
                "characters of the name of Role must be at most 64, got '65'; make it smaller or split it");
        assertRefused(
                stage(stack("x".repeat(129), ROLE)),
                "characters of a stack's name must be at most 128, got '129'; make it smaller or split it");
    }

    @Test
    void kpusOfAnApplication() {
        assertAllowed(shop(application(128, 2)));
        assertRefused(
                shop(application(129, 2)),
                "KPUs of an application (Job) must be at most 64, got '65'; request a higher quota before, or use less");
    }

    @Test
    void bytesOfAFunctionsEnvironment() {
        assertRefused(
                shop(resource(
                        "F",
                        "AWS::Lambda::Function",
                        "'Environment': {'Variables': {'A': '%s'}}".formatted("x".repeat(4096)))),
                "bytes of a function's environment (F) must be at most 4096, got '4104'; make it smaller or split it");
    }

    @Test
    void onDemandStreamsOfARegion() {
        IntFunction<String> stream =
                i -> resource("S" + i, "AWS::Kinesis::Stream", "'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}");

        assertAllowed(shop(many(50, stream)));
        assertRefused(
                shop(many(51, stream)),
                "on-demand streams of a region must be at most 50, got '51'; request a higher quota before, or use less");
    }

    @Test
    void shardsAndApplicationsOfARegionAndRolesOfTheAccount() {
        IntFunction<String> stream = i -> resource("S" + i, "AWS::Kinesis::Stream", "'ShardCount': 501");
        assertAllowed(stage(stack("one", stream.apply(1)), inVirginia(stream.apply(2))));
        assertRefused(
                shop(many(2, stream)),
                "shards of a region must be at most 1000, got '1002'; request a higher quota before, or use less");
        assertRefused(
                shop(many(51, i -> resource("A" + i, "AWS::KinesisAnalyticsV2::Application", ""))),
                "Flink applications of a region must be at most 50, got '51'; request a higher quota before, or use less");
        IntFunction<String> role = i -> resource("R" + i, "AWS::IAM::Role", "");
        assertRefused(
                stage(stack("one", many(500, role)), stack("two", many(500, role)), inVirginia(ROLE)),
                "IAM roles of an account must be at most 1000, got '1001'; request a higher quota before, or use less");
    }

    @Test
    void stacksOfARegion() {
        StackArtifact[] stacks = IntStream.rangeClosed(1, 2001)
                .mapToObj(i -> stackOf("s" + i, "{}"))
                .toArray(StackArtifact[]::new);

        assertRefused(
                stage(stacks),
                "stacks of a region must be at most 2000, got '2001'; request a higher quota before, or use less");
        stacks[0] = inVirginia(ROLE);
        assertAllowed(stage(stacks));
    }

    private static StackArtifact inVirginia(String resource) {
        return stackIn("us-east-1", "virginia", template(new String[] {resource}, ""));
    }

    private static void assertAllowed(Stage stage) {
        assertThat(new Deployments().deploy(stage).findings()).isEmpty();
    }

    private static void assertRefused(Stage stage, String sentence) {
        StageResult result = new Deployments().deploy(stage);
        assertThat(Deployments.sentences(result)).containsExactly(sentence);
        assertThat(Deployments.rules(result)).containsExactly(Rule.QUOTA);
    }

    private static String many(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(joining(","));
    }

    private static String managedPolicy(int characters) {
        return resource(
                "Policy",
                "AWS::IAM::ManagedPolicy",
                "'PolicyDocument': {'Sid': '%s'}".formatted("x".repeat(characters)));
    }

    private static String inlinePolicy(int characters) {
        return resource(
                "Policy",
                "AWS::IAM::Policy",
                "'PolicyName': 'q', 'Roles': [{'Ref': 'Role'}], 'PolicyDocument': {'Sid': '%s'}"
                        .formatted("x".repeat(characters - "{\"Sid\":\"\"}".length())));
    }

    private static String application(int parallelism, int perKpu) {
        return resource(
                "Job",
                "AWS::KinesisAnalyticsV2::Application",
                ("'ApplicationConfiguration': {'FlinkApplicationConfiguration': {'ParallelismConfiguration': {"
                                + "'Parallelism': %d, 'ParallelismPerKPU': %d}}}")
                        .formatted(parallelism, perKpu));
    }
}
