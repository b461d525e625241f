package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.constructs.lifecycle.JobLifecycle;
import io.millrace.constructs.lifecycle.JobLifecycleProps;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.StopMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;

/** An application whose deploy verifies the job, and a second one in the same stack. */
class FlinkApplicationLifecycleTest {
    private static final String TYPE = "Custom::MillraceJobLifecycle";

    private static SynthesisedStack template;
    private static JsonNode resource;
    private static String application;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringNothing(folder));
        specimen.define(specimen.application().lifecycle(Lifecycle.defaults()));
        FlinkApplicationProps second = FlinkApplicationProps.builder(specimen.jar)
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .input("user-events", specimen.userEvents)
                .output("draws", specimen.draws)
                .output("rejected", specimen.rejected)
                .setting("draw.window", Duration.ofSeconds(20))
                .runtime(FlinkRuntime.FLINK_2_2)
                .snapshots(Snapshots.ENHANCED)
                .runConfiguration(RunConfiguration.builder()
                        .customSnapshotArn("arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/noon")
                        .nonRestoredState(RunConfiguration.NonRestoredState.ALLOWED)
                        .build())
                .lifecycle(Lifecycle.builder()
                        .verifyFor(Duration.ofMinutes(2))
                        .maxRestarts(3)
                        .snapshotsKept(7)
                        .timeout(Duration.ofMinutes(50))
                        .stopMode(StopMode.FORCE_IF_NEEDED)
                        .build())
                .build();
        new FlinkApplication(specimen.stack, "Second", second);
        template = SynthesisedStack.of(specimen.stack);
        resource = template.resource(template.idOf(TYPE, "App"));
        application = template.idOf("AWS::KinesisAnalyticsV2::Application", "App");
    }

    @Test
    void theResourceSaysAllThatMakesTheJob() {
        ObjectNode properties = resource.get("Properties").deepCopy();
        JsonNode hash = properties.remove("ConfigurationHash");
        JsonNode permissions = properties.remove("PermissionsHash");
        JsonNode permitted = properties.remove("PermissionsReferences");

        assertThat(hash.asText()).matches("[0-9a-f]{64}");
        assertThat(permissions.asText()).matches("[0-9a-f]{64}");
        assertThat(permitted.toString()).contains("LotteryEvents", "Rejected", "Artifacts");
        assertThat(properties).isEqualTo(json("""
                                {
                                  'ServiceToken': {'Fn::GetAtt': ['%s', 'Arn']},
                                  'ApplicationName': {'Ref': '%s'},
                                  'LogGroupName': {'Ref': '%s'},
                                  'CodeKey': '%s',
                                  'RuntimeEnvironment': 'FLINK-1_20',
                                  'RoleArn': {'Fn::GetAtt': ['%s', 'Arn']},
                                  'ConfigurationReferences': {'Fn::Join': ['\\n', [
                                    {'Fn::GetAtt': ['%s', 'Arn']},
                                    {'Ref': 'AWS::Region'}, {'Ref': '%s'}, {'Ref': '%s'}, {'Ref': '%s'}, {'Ref': '%s'}]]},
                                  'RestoreType': 'RESTORE_FROM_LATEST_SNAPSHOT',
                                  'SnapshotName': '',
                                  'SnapshotArn': '',
                                  'AllowNonRestoredState': 'false',
                                  'VerifySeconds': '300',
                                  'MaxRestarts': '1',
                                  'SnapshotsKept': '100',
                                  'TimeoutSeconds': '2400',
                                  'StopMode': 'WITH_SNAPSHOT'
                                }
                                """.formatted(
                        template.idOf("AWS::Lambda::Function", "JobLifecycleProviderframeworkonEvent"),
                        application,
                        template.idOf("AWS::Logs::LogGroup", "AppLogs"),
                        template.resource(application)
                                .at("/Properties/ApplicationConfiguration/ApplicationCodeConfiguration"
                                        + "/CodeContent/S3ContentLocation/FileKey")
                                .asText(),
                        template.idOf("AWS::IAM::Role", "AppRole"),
                        template.idOf("AWS::S3::Bucket", "Artifacts"),
                        template.idOf("AWS::Kinesis::Stream", "LotteryEvents"),
                        template.idOf("AWS::Kinesis::Stream", "UserEvents"),
                        template.idOf("AWS::Kinesis::Stream", "Draws"),
                        template.idOf("AWS::Kinesis::Stream", "Rejected"))));
    }

    /** CloudFormation passes only strings to a custom resource, so every property must be text. */
    @Test
    void everyChoiceReachesTheResourceAsText() {
        JsonNode second = template.resource(template.idOf(TYPE, "Second")).get("Properties");

        assertThat(second.get("RuntimeEnvironment").asText()).isEqualTo("FLINK-2_2");
        assertThat(second.get("RestoreType").asText()).isEqualTo("RESTORE_FROM_CUSTOM_SNAPSHOT");
        assertThat(second.get("SnapshotArn").asText())
                .isEqualTo("arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/noon");
        assertThat(second.get("AllowNonRestoredState").asText()).isEqualTo("true");
        assertThat(second.get("VerifySeconds").asText()).isEqualTo("120");
        assertThat(second.get("MaxRestarts").asText()).isEqualTo("3");
        assertThat(second.get("SnapshotsKept").asText()).isEqualTo("7");
        assertThat(second.get("TimeoutSeconds").asText()).isEqualTo("3000");
        assertThat(second.get("StopMode").asText()).isEqualTo("FORCE_IF_NEEDED");
        assertThat(second.properties())
                .filteredOn(property -> !property.getValue().isObject())
                .allMatch(property -> property.getValue().isTextual());
    }

    @Test
    void theJobStartsWhenItsApplicationHasItsLog() {
        assertThat(resource.get("DependsOn"))
                .extracting(JsonNode::asText)
                .contains(
                        application,
                        template.idOf("AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption", "App"));
    }

    @Test
    void twoApplicationsShareTheFunctions() {
        assertThat(template.all(TYPE)).hasSize(2);
        assertThat(template.all("AWS::Lambda::Function").keySet())
                .filteredOn(id -> id.startsWith("JobLifecycle"))
                .hasSize(5);
    }

    @Test
    void theFunctionsAreSmallAndShortLived() {
        assertThat(function("OnEvent")).isEqualTo("java21 arm64 512 30 io.millrace.lifecycle.OnEvent::handleRequest");
        assertThat(function("IsComplete"))
                .isEqualTo("java21 arm64 512 300 io.millrace.lifecycle.IsComplete::handleRequest");
    }

    @Test
    void theOperatorMayDoThisOnTheApplicationsAndNothingElse() {
        String operator = template.idOf("AWS::IAM::Role", "JobLifecycleOperatorRole");
        String[] operating = {
            "kinesisanalytics:DeleteApplicationSnapshot",
            "kinesisanalytics:DescribeApplication",
            "kinesisanalytics:DescribeApplicationOperation",
            "kinesisanalytics:ListApplicationOperations",
            "kinesisanalytics:ListApplicationSnapshots",
            "kinesisanalytics:RollbackApplication",
            "kinesisanalytics:StartApplication",
            "kinesisanalytics:StopApplication",
            "kinesisanalytics:UpdateApplication"
        };
        String second = template.idOf("AWS::KinesisAnalyticsV2::Application", "Second");

        assertThat(template.actionsAllowedOn(":application/\",{\"Ref\":\"" + application, operator))
                .containsExactly(operating);
        assertThat(template.actionsAllowedOn(":application/\",{\"Ref\":\"" + second, operator))
                .contains(operating)
                .contains("kinesisanalytics:CreateSystemSnapshot")
                .hasSize(10);
        assertThat(template.actionsAllowedOn("AppLogsGroup", operator)).containsExactly("logs:FilterLogEvents");
        assertThat(template.actionsAllowedOn("\"*\"", operator)).containsExactly("cloudwatch:GetMetricData");
        assertThat(template.actionsAllowedOn("JobLifecycleLogs", operator))
                .containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
        assertThat(template.actionsAllowedOn("AWS::StackId", operator))
                .containsExactly(
                        "cloudformation:DescribeStackEvents",
                        "cloudformation:GetTemplate",
                        "cloudformation:ListStackResources");
        assertThat(template.actionsAllowed(operator)).hasSize(17);
    }

    /**
     * When an application leaves the stack, CloudFormation deletes its custom resource and then the policy that the custom
     * resource depends on; statements of a policy that stays would be removed before.
     */
    @Test
    void whatStopsARemovedJobIsDeletedAfterItsResource() {
        String policy = template.idOf("AWS::IAM::Policy", "AppLifecycleOperate");

        assertThat(resource.get("DependsOn")).extracting(JsonNode::asText).contains(policy);
        assertThat(template.resource(policy).toString()).contains("kinesisanalytics:StopApplication");
    }

    /** The policy of the old name stays until the job of that name is stopped. */
    @Test
    void aRenamedApplicationHasAnotherPolicy(@TempDir Path folder) throws IOException {
        assertThat(policies(folder.resolve("a"), "one"))
                .doesNotContainAnyElementsOf(policies(folder.resolve("b"), "two"));
    }

    private static List<String> policies(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        specimen.define(specimen.application().applicationName(name).lifecycle(Lifecycle.defaults()));
        List<String> ids = SynthesisedStack.of(specimen.stack).all("AWS::IAM::Policy").keySet().stream()
                .filter(id -> id.startsWith("AppLifecycle"))
                .toList();
        assertThat(ids).hasSize(1);
        return ids;
    }

    @Test
    void theFirstFunctionMayWriteItsLogAndNothingElse() {
        assertThat(template.actionsAllowed(template.idOf("AWS::IAM::Role", "JobLifecycleOnEventRole")))
                .containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
    }

    /** CloudFormation joins texts only, and the subnets are a list. */
    @Test
    void subnetsThatOnlyTheDeployKnowsAreJoined(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        IVpc vpc = Vpc.fromVpcAttributes(
                specimen.stack,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId("vpc-1")
                        .availabilityZones(List.of("eu-west-1a"))
                        .privateSubnetIds(Fn.split(",", Fn.importValue("subnets")))
                        .build());
        specimen.define(specimen.application().vpc(VpcConfiguration.of(vpc)).lifecycle(Lifecycle.defaults()));

        assertThat(SynthesisedStack.of(specimen.stack).properties(TYPE).at("/ConfigurationReferences/Fn::Join/1"))
                .contains(json("{'Fn::Join': [',', {'Fn::Split': [',', {'Fn::ImportValue': 'subnets'}]}]}"));
    }

    @Test
    void withoutALifecycleThereIsNoneOfThis(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        specimen.define(specimen.application().lifecycle(Lifecycle.none()));

        assertThat(SynthesisedStack.of(specimen.stack).types())
                .contains("AWS::KinesisAnalyticsV2::Application")
                .doesNotContain(TYPE, "AWS::StepFunctions::StateMachine");
    }

    @Test
    void itsViolationsAreReportedWithAllOthers(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        specimen.define(specimen.application()
                .capacity(Capacity.fixed(0))
                .lifecycle(Lifecycle.builder().verifyFor(Duration.ofMinutes(1)).build()));

        assertThatThrownBy(specimen.app::synth)
                .hasMessageContaining("[Stack/App] parallelism must be 1 to 256, got 0")
                .hasMessageContaining("[Stack/App/Lifecycle] a job must be verified for 2 to 30 minutes, in whole"
                        + " seconds, got 'PT1M'");
    }

    /** IAM takes 10,240 characters of inline policies of a role. */
    @ParameterizedTest
    @CsvSource({"10, false, 0", "15, false, 15", "4, true, 0", "6, true, 6"})
    void moreApplicationsThanARoleCanOperateAreRefused(
            int applications, boolean encrypted, int refused, @TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        for (int i = 0; i < applications; i++) {
            FlinkApplicationProps.Builder props = specimen.application().lifecycle(Lifecycle.defaults());
            if (encrypted) {
                props.encryptionKey(new Key(specimen.stack, "Key" + i));
            }
            new FlinkApplication(specimen.stack, "App" + i, props.build());
        }

        List<String> violations =
                specimen.stack.getNode().findChild("JobLifecycle").getNode().validate();
        if (refused == 0) {
            assertThat(violations).isEmpty();
        } else {
            assertThat(violations)
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the policies with which a stack's deploy operates its jobs must have at most 10240 characters")
                    .endsWith(" for " + refused + " applications; move some of them to another stack");
        }
    }

    @Test
    void noLifecycleIsNoConstruct(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        CfnApplication other = CfnApplication.Builder.create(specimen.stack, "Other")
                .runtimeEnvironment("FLINK-1_20")
                .serviceExecutionRole("arn:aws:iam::111122223333:role/r")
                .build();
        JobLifecycleProps props = new JobLifecycleProps(
                other,
                Role.fromRoleArn(specimen.stack, "Role", "arn:aws:iam::111122223333:role/r"),
                List.of(),
                "jobs/a.jar",
                LogGroup.fromLogGroupName(specimen.stack, "Logs", "logs"),
                RunConfiguration.latestSnapshot(),
                Lifecycle.none());

        assertThatThrownBy(() -> new JobLifecycle(specimen.stack, "Lifecycle", props))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lifecycle must verify the job, got none(); leave the construct out");
    }

    private static String function(String name) {
        JsonNode function = template.resource(template.idOf("AWS::Lambda::Function", "JobLifecycle" + name))
                .get("Properties");
        return String.join(
                " ",
                function.get("Runtime").asText(),
                function.at("/Architectures/0").asText(),
                function.get("MemorySize").asText(),
                function.get("Timeout").asText(),
                function.get("Handler").asText());
    }
}
