package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.constructs.flink.binding.StartingPosition;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.testing.Annotated;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamAttributes;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.IBucket;

/** Applications of which everything exists already: streams, a bucket with its key, roles, a log group. */
class ImportedTest {
    private static final String TYPE = "AWS::KinesisAnalyticsV2::Application";
    private static final String ACCOUNT = "111122223333";
    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String ROLE = "arn:aws:iam::111122223333:role/team/streaming";
    private static final String KEYS = "arn:aws:kms:eu-west-1:111122223333:key/";

    private static Stack attached;
    private static Stack frozen;
    private static Stack agnostic;
    private static Stack foreign;
    private static Stack own;
    private static SynthesisedStack template;
    private static SynthesisedStack ofFrozen;
    private static SynthesisedStack ofOwn;

    @BeforeAll
    static void synthesise(@TempDir Path folder) {
        App app = new App(AppProps.builder().outdir(folder.toString()).build());
        attached = stack(app, "Attached");
        PermissionsBoundary.of(attached).apply(ManagedPolicy.fromManagedPolicyName(attached, "Boundary", "team"));
        application(attached, Role.fromRoleArn(attached, "Imported", ROLE))
                .grant(
                        Role.fromRoleArn(attached, "Operators", ROLE + "-operators"),
                        "kinesisanalytics:StopApplication");
        frozen = stack(app, "Frozen");
        FlinkApplication withFrozenRole = application(
                frozen,
                Role.fromRoleArn(
                        frozen,
                        "Imported",
                        ROLE,
                        FromRoleArnOptions.builder().mutable(false).build()));
        new Stream(frozen, "Audit").grantWrite(withFrozenRole);
        agnostic = new Stack(app, "Agnostic");
        new FlinkApplication(
                agnostic,
                "App",
                FlinkApplicationProps.builder(jar(agnostic, bucket(agnostic)))
                        .lifecycle(Lifecycle.none())
                        .input(
                                "partners",
                                EventStream.fromStreamArn(agnostic, "Partners", stream(OTHER_ACCOUNT, "partners")))
                        .build());
        foreign = stack(app, "Foreign");
        ofAnotherAccount(foreign);
        own = stack(app, "Own");
        withOwnRole(own);

        template = SynthesisedStack.of(attached);
        ofFrozen = SynthesisedStack.of(frozen);
        ofOwn = SynthesisedStack.of(own);
    }

    private static FlinkApplication application(Stack stack, IRole role) {
        EventStream clicks = EventStream.fromStreamAttributes(
                stack,
                "Clicks",
                StreamAttributes.builder()
                        .streamArn(stream(ACCOUNT, "clicks"))
                        .encryptionKey(Key.fromKeyArn(stack, "ClicksKey", KEYS + "clicks"))
                        .build());
        FanOutConsumer consumer = FanOutConsumer.fromStreamConsumerArn(
                stack, "Consumer", stream(ACCOUNT, "orders") + "/consumer/billing:1700000000");
        return new FlinkApplication(
                stack,
                "App",
                FlinkApplicationProps.builder(jar(stack, bucket(stack)))
                        .role(role)
                        .logGroup(LogGroup.fromLogGroupName(stack, "Logs", "/team/streaming"))
                        .input("clicks", clicks, StartingPosition.latest())
                        .input("orders", consumer)
                        .input("partners", Stream.fromStreamArn(stack, "Partners", stream(OTHER_ACCOUNT, "partners")))
                        .output("bills", Stream.fromStreamArn(stack, "Bills", stream(ACCOUNT, "bills")))
                        .build());
    }

    /** A bucket and a consumer of another account, with keys of there. */
    private static void ofAnotherAccount(Stack stack) {
        String keys = KEYS.replace(ACCOUNT, OTHER_ACCOUNT);
        IBucket bucket = Bucket.fromBucketAttributes(
                stack,
                "Releases",
                BucketAttributes.builder()
                        .bucketArn("arn:aws:s3:::partner-releases")
                        .account(OTHER_ACCOUNT)
                        .encryptionKey(Key.fromKeyArn(stack, "ReleasesKey", keys + "releases"))
                        .build());
        EventStream clicks = EventStream.fromStreamAttributes(
                stack,
                "Clicks",
                StreamAttributes.builder()
                        .streamArn(stream(ACCOUNT, "clicks"))
                        .encryptionKey(Key.fromKeyArn(stack, "ClicksKey", keys + "clicks"))
                        .build());
        FanOutConsumer consumer = FanOutConsumer.fromStreamConsumerArn(
                stack, "Consumer", stream(OTHER_ACCOUNT, "orders") + "/consumer/billing:1700000000");
        new FlinkApplication(
                stack,
                "App",
                FlinkApplicationProps.builder(jar(stack, bucket))
                        .runtime(FlinkRuntime.FLINK_2_2)
                        .lifecycle(Lifecycle.none())
                        .input("clicks", clicks)
                        .input("orders", consumer)
                        .build());
    }

    private static void withOwnRole(Stack stack) {
        Role role = Role.Builder.create(stack, "Job")
                .assumedBy(new ServicePrincipal("kinesisanalytics.amazonaws.com"))
                .roleName("billing-job")
                .path("/team/")
                .permissionsBoundary(ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "team-boundary"))
                .build();
        Stream bills = Stream.Builder.create(stack, "Bills").streamName("bills").build();
        new FlinkApplication(
                stack,
                "App",
                FlinkApplicationProps.builder(jar(stack, bucket(stack)))
                        .role(role)
                        .logGroup(LogGroup.Builder.create(stack, "Logs").build())
                        .lifecycle(Lifecycle.none())
                        .input("again", bills)
                        .output("bills", EventStream.of(bills))
                        .build());
    }

    @Test
    void eachImportedStreamIsAPropertyGroup() {
        assertThat(template.properties(TYPE).at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups"))
                .isEqualTo(json("""
                        [{'PropertyGroupId': 'clicks', 'PropertyMap':
                           {'connector': 'kinesis', 'stream.name': 'clicks', 'aws.region': 'eu-west-1',
                            'flink.stream.initpos': 'LATEST'}},
                         {'PropertyGroupId': 'orders', 'PropertyMap':
                           {'connector': 'kinesis', 'stream.name': 'orders', 'aws.region': 'eu-west-1',
                            'flink.stream.initpos': 'TRIM_HORIZON', 'flink.stream.recordpublisher': 'EFO',
                            'flink.stream.efo.registration': 'NONE', 'flink.stream.efo.consumerarn.orders':
                              'arn:aws:kinesis:eu-west-1:111122223333:stream/orders/consumer/billing:1700000000'}},
                         {'PropertyGroupId': 'partners', 'PropertyMap':
                           {'connector': 'kinesis', 'stream.name': 'partners', 'aws.region': 'eu-west-1',
                            'flink.stream.initpos': 'TRIM_HORIZON'}},
                         {'PropertyGroupId': 'bills', 'PropertyMap':
                           {'connector': 'kinesis', 'stream.name': 'bills', 'aws.region': 'eu-west-1'}}]
                        """));
    }

    @Test
    void theCodeIsTheObjectsVersion() {
        assertThat(template.properties(TYPE).at("/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent"))
                .isEqualTo(json("{'S3ContentLocation': {'BucketARN': 'arn:aws:s3:::team-releases', 'FileKey':"
                        + " 'billing/1.4.jar', 'ObjectVersion': 'v4'}}"));
        assertThat(template.properties("Custom::MillraceJobLifecycle")
                        .get("CodeKey")
                        .asText())
                .isEqualTo("billing/1.4.jar?versionId=v4");
        assertThat(template.types()).doesNotContain("Custom::CDKBucketDeployment", "AWS::S3::Bucket");
    }

    @Test
    void theGivenRoleGetsAPolicyOfThisStack() {
        assertThat(template.properties(TYPE).get("ServiceExecutionRole").asText())
                .isEqualTo(ROLE);
        JsonNode policy = policyOf(template);
        assertThat(policy.get("Roles")).isEqualTo(json("['streaming']"));
        assertThat(policy.get("PolicyName").asText()).startsWith("AttachedApp");
        assertThat(actions(policy))
                .containsExactly(
                        "kinesis:DescribeStream",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards",
                        "kinesis:PutRecords",
                        "kinesis:SubscribeToShard",
                        "kms:Decrypt",
                        "logs:DescribeLogGroups",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents",
                        "s3:GetObject",
                        "s3:GetObjectVersion");
        assertThat(policy.toString())
                .contains(
                        "arn:aws:s3:::team-releases/billing/*",
                        KEYS + "clicks",
                        KEYS + "releases",
                        stream(OTHER_ACCOUNT, "partners"));
    }

    /** The job must not start before it may read. */
    @Test
    void theApplicationWaitsForThePolicyAndAChangeOfItIsWatched() {
        String policy = template.idOf("AWS::IAM::Policy", "AppRolePolicy");
        assertThat(template.only(TYPE).get("DependsOn"))
                .extracting(JsonNode::asText)
                .contains(policy);
        assertThat(template.properties("Custom::MillraceJobLifecycle").get("PermissionsHash"))
                .isNotEqualTo(
                        ofFrozen.properties("Custom::MillraceJobLifecycle").get("PermissionsHash"));
    }

    @Test
    void aBoundaryOfTheAdopterReachesTheRolesOfAllConstructs() {
        assertThat(template.all("AWS::IAM::Role")).hasSizeGreaterThan(3).allSatisfy((id, role) -> assertThat(
                        role.at("/Properties/PermissionsBoundary").isMissingNode())
                .as(id)
                .isFalse());
    }

    @Test
    void theGivenLogGroupGetsAStream() {
        assertThat(template.properties("AWS::Logs::LogStream")).isEqualTo(json("{'LogGroupName': '/team/streaming'}"));
        assertThat(template.properties("Custom::MillraceJobLifecycle")
                        .get("LogGroupName")
                        .asText())
                .isEqualTo("/team/streaming");
    }

    @Test
    void whatARoleThatStaysAsItIsLacksIsPrinted() throws Exception {
        assertThat(ofFrozen.all("AWS::IAM::Policy"))
                .noneSatisfy((id, policy) -> assertThat(id).startsWith("AppRole"));

        String start = "this app does not change the role's policies, add to streaming: ";
        Annotated annotation = Annotated.only(frozen, start);
        String text = annotation.text();
        JsonNode printed = new ObjectMapper().readTree(text.substring(start.length(), text.lastIndexOf(" [ack: ")));
        assertThat(annotation.level() + " " + annotation.path()).isEqualTo("warning Frozen/App");
        assertThat(text).endsWith(" [ack: @millrace/constructs:rolePolicy]");
        // and what the adopter granted after the construct was done
        assertThat(actions(json("{'PolicyDocument': " + printed + "}"))).contains("kinesis:PutRecord");
        assertThat(printed.get("Statement").toString())
                .contains("arn:aws:s3:::team-releases/billing/*", "logs:PutLogEvents");
    }

    @Test
    void whatAnotherAccountHasToAddIsPrinted() {
        assertThat(Annotated.only(attached, "the stream's resource policy").text())
                .isEqualTo("the stream's resource policy belongs to account 444455556666, add: {\"Effect\":\"Allow\","
                        + "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":[\"kinesis:DescribeStream\","
                        + "\"kinesis:GetRecords\",\"kinesis:GetShardIterator\",\"kinesis:ListShards\"],"
                        + "\"Resource\":\"arn:aws:kinesis:eu-west-1:444455556666:stream/partners\"}"
                        + " [ack: @millrace/constructs:streamPolicy]");
        assertThat(Annotated.only(attached, "input 'partners' is a stream of account")
                        .text())
                .contains("looks for by its name in 111122223333");
    }

    @Test
    void whatAnotherAccountHasToAddToABucketAConsumerAndTheirKeysIsPrinted() {
        assertThat(Annotated.in(foreign))
                .allSatisfy(annotation -> assertThat(annotation.level()).isEqualTo("warning"))
                .extracting(Annotated::text)
                .containsExactlyInAnyOrder(
                        missing(
                                "the bucket's policy",
                                "bucketPolicy",
                                "arn:aws:s3:::partner-releases/billing/*",
                                "s3:GetObject",
                                "s3:GetObjectVersion"),
                        missing("the policy of the bucket's key", "bucketKeyPolicy", "*", "kms:Decrypt"),
                        missing("the policy of the stream's key", "streamKeyPolicy", "*", "kms:Decrypt"),
                        missing(
                                "the stream's resource policy",
                                "streamPolicy",
                                stream(OTHER_ACCOUNT, "orders"),
                                "kinesis:DescribeStreamSummary",
                                "kinesis:ListShards"),
                        missing(
                                "the consumer's resource policy",
                                "consumerPolicy",
                                stream(OTHER_ACCOUNT, "orders") + "/consumer/billing:1700000000",
                                "kinesis:SubscribeToShard",
                                "kinesis:DescribeStreamConsumer"));
    }

    private static String missing(String policy, String id, String resource, String... actions) {
        return ("%s belongs to account 444455556666, add: {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},"
                        + "\"Action\":[\"%s\"],\"Resource\":\"%s\"} [ack: @millrace/constructs:%s]")
                .formatted(policy, String.join("\",\"", actions), resource, id);
    }

    @Test
    void whereTheAccountIsUnknownItIsAnInformation() {
        Annotated annotation = Annotated.only(
                agnostic,
                "unless this stack is deployed to account 444455556666: the stream's resource policy belongs to account"
                        + " 444455556666, add: ");
        assertThat(annotation.level() + " " + annotation.path()).isEqualTo("info Agnostic/Partners");
        assertThat(annotation.text()).contains("<account of this stack>");
        assertThat(Annotated.in(agnostic)).extracting(Annotated::level).containsOnly("info");
    }

    @Test
    void nothingElseIsAnnotated() {
        assertThat(Annotated.in(attached)).hasSize(2);
        assertThat(Annotated.in(frozen)).hasSize(3);
        assertThat(Annotated.in(own)).isEmpty();
    }

    @Test
    void aRoleOfTheAdoptersKeepsItsNameItsPathAndItsBoundary() {
        JsonNode role = ofOwn.properties("AWS::IAM::Role");
        assertThat(role.get("RoleName").asText()).isEqualTo("billing-job");
        assertThat(role.get("Path").asText()).isEqualTo("/team/");
        assertThat(role.has("PermissionsBoundary")).isTrue();
        assertThat(policyOf(ofOwn).get("Roles"))
                .isEqualTo(json("[{'Ref': '" + ofOwn.idOf("AWS::IAM::Role", "Job") + "'}]"));
    }

    @Test
    void aStreamOfCdksOwnConstructIsOneEventStream() {
        assertThat(ofOwn.all("AWS::Kinesis::Stream")).hasSize(1);
        assertThat(ofOwn.all("AWS::Logs::LogGroup")).hasSize(1);
    }

    private static JsonNode policyOf(SynthesisedStack template) {
        return template.resource(template.idOf("AWS::IAM::Policy", "AppRolePolicy"))
                .get("Properties");
    }

    private static List<String> actions(JsonNode policy) {
        TreeSet<String> actions = new TreeSet<>();
        policy.at("/PolicyDocument/Statement").forEach(statement -> SynthesisedStack.list(statement.get("Action"))
                .map(JsonNode::asText)
                .forEach(actions::add));
        return List.copyOf(actions);
    }

    private static FlinkJobJar jar(Stack stack, IBucket bucket) {
        return FlinkJobJar.fromBucket(stack, "Jar", bucket, "billing/1.4.jar", "v4");
    }

    private static IBucket bucket(Stack stack) {
        return Bucket.fromBucketAttributes(
                stack,
                "Releases",
                BucketAttributes.builder()
                        .bucketArn("arn:aws:s3:::team-releases")
                        .encryptionKey(Key.fromKeyArn(stack, "ReleasesKey", KEYS + "releases"))
                        .build());
    }

    private static String stream(String account, String name) {
        return "arn:aws:kinesis:eu-west-1:" + account + ":stream/" + name;
    }

    private static Stack stack(App app, String id) {
        return Stack.Builder.create(app, id)
                .env(Environment.builder().account(ACCOUNT).region("eu-west-1").build())
                .build();
    }
}
