package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.Annotated;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.lifecycle.RunConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.kms.Key;

/** The lottery, with one choice that is not the default. */
class FlinkApplicationServiceTest {
    private static final String TYPE = "AWS::KinesisAnalyticsV2::Application";

    @TempDir
    Path folder;

    private LotterySpecimen specimen;

    @BeforeEach
    void newSpecimen() throws IOException {
        specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
    }

    @Test
    void whatIsNotAskedForIsNotInTheTemplate() {
        SynthesisedStack template = with(UnaryOperator.identity());

        assertThat(names(template.properties(TYPE)))
                .containsExactlyInAnyOrder("ApplicationConfiguration", "RuntimeEnvironment", "ServiceExecutionRole");
        assertThat(names(template.properties(TYPE).get("ApplicationConfiguration")))
                .containsExactlyInAnyOrder(
                        "ApplicationCodeConfiguration",
                        "ApplicationSnapshotConfiguration",
                        "ApplicationSystemRollbackConfiguration",
                        "EnvironmentProperties",
                        "FlinkApplicationConfiguration");
    }

    @Test
    void snapshotsCanBeTurnedOff() {
        assertThat(configuration(with(application -> application.snapshots(Snapshots.DISABLED)))
                        .get("ApplicationSnapshotConfiguration"))
                .isEqualTo(json("{'SnapshotsEnabled': false}"));
    }

    @Test
    void snapshotsCanBelongToTheAccount() {
        assertThat(configuration(with(application -> application.snapshots(Snapshots.ENHANCED)))
                        .get("ApplicationSnapshotConfiguration"))
                .isEqualTo(json("{'SnapshotsEnabled': true, 'SnapshotMode': 'ENHANCED_SNAPSHOTS'}"));
    }

    @Test
    void rollbackCanBeTurnedOff() {
        assertThat(configuration(with(application -> application.systemRollback(SystemRollback.DISABLED)))
                        .get("ApplicationSystemRollbackConfiguration"))
                .isEqualTo(json("{'RollbackEnabled': false}"));
    }

    @Test
    void checkpointsCanBeTurnedOff() {
        assertThat(configuration(with(application -> application.checkpointing(Checkpointing.disabled())))
                        .at("/FlinkApplicationConfiguration/CheckpointConfiguration"))
                .isEqualTo(json("{'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': false}"));
    }

    @Test
    void theMaintenanceWindowIsInTheServicesForm() {
        assertThat(with(application -> application.maintenanceWindow(LocalTime.of(3, 5)))
                        .properties(TYPE)
                        .get("ApplicationMaintenanceConfiguration"))
                .isEqualTo(json("{'ApplicationMaintenanceWindowStartTime': '03:05'}"));
    }

    @Test
    void tagsAreCdksOwn() {
        FlinkApplication application = specimen.define(specimen.application());
        Tags.of(application).add("team", "lottery");

        assertThat(SynthesisedStack.of(specimen.stack).properties(TYPE).get("Tags"))
                .isEqualTo(json("[{'Key': 'team', 'Value': 'lottery'}]"));
    }

    @Test
    void anUpdateMaySkipTheState() {
        SynthesisedStack template = with(application -> application.runConfiguration(RunConfiguration.skipRestore()));

        assertThat(template.properties(TYPE).get("RunConfiguration"))
                .isEqualTo(
                        json(
                                "{'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                                        + " 'SKIP_RESTORE_FROM_SNAPSHOT'}, 'FlinkRunConfiguration': {'AllowNonRestoredState': false}}"));
        assertWarning("each update that is deployed from this template applies SKIP_RESTORE_FROM_SNAPSHOT; remove it"
                + " after the deployment that it is meant for");
    }

    @Test
    void anUpdateMayRestoreAnotherSnapshotAndDropState() {
        assertThat(with(application -> application.runConfiguration(RunConfiguration.builder()
                                .customSnapshot("friday")
                                .nonRestoredState(RunConfiguration.NonRestoredState.ALLOWED)
                                .build()))
                        .properties(TYPE)
                        .get("RunConfiguration"))
                .isEqualTo(json("{'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                        + " 'RESTORE_FROM_CUSTOM_SNAPSHOT', 'SnapshotName': 'friday'},"
                        + " 'FlinkRunConfiguration': {'AllowNonRestoredState': true}}"));
        assertWarning("each update that is deployed from this template applies RESTORE_FROM_CUSTOM_SNAPSHOT friday and"
                + " drops state without an operator; remove it after the deployment that it is meant for");
    }

    @Test
    void anEnhancedSnapshotIsRestoredByItsArn() {
        String arn = "arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/friday";

        assertThat(with(application -> application
                                .snapshots(Snapshots.ENHANCED)
                                .runConfiguration(RunConfiguration.builder()
                                        .customSnapshotArn(arn)
                                        .build()))
                        .properties(TYPE)
                        .at("/RunConfiguration/ApplicationRestoreConfiguration"))
                .isEqualTo(json(
                        "{'ApplicationRestoreType': 'RESTORE_FROM_CUSTOM_SNAPSHOT', 'SnapshotArn': '" + arn + "'}"));
    }

    @Test
    void inputsThatForgetBeforeTheOldestSnapshotAreWarnedOf() {
        with(application -> application.maxSnapshotAge(Duration.ofHours(24)));

        for (String input : new String[] {"lottery-events", "user-events"}) {
            assertWarning("input '" + input + "' keeps records for 24 hours, not longer than the 24 hours of the"
                    + " oldest snapshot to restore: the job would miss records that have expired; raise the stream's"
                    + " retention");
        }
    }

    @Test
    void inputsThatRememberLongerAreNot() {
        with(application -> application.maxSnapshotAge(Duration.ofHours(23)));

        Annotations.fromStack(specimen.stack).hasNoWarning("*", Match.anyValue());
    }

    @Test
    void aNameThatOutlivesAFailedCreationIsAWarning() {
        with(application -> application.applicationName("lottery-1").removalPolicy(RemovalPolicy.RETAIN));

        assertWarning("if the deployment that creates the application fails, the application stays and its name is"
                + " taken: the next deployment fails too; use RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE");
    }

    @Test
    void anOwnKeyEncryptsStateForThisApplicationOnly() {
        Key key = Key.Builder.create(specimen.stack, "StateKey")
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        SynthesisedStack template =
                with(application -> application.applicationName("lottery").encryptionKey(key));
        String id = template.idOf("AWS::KMS::Key", "StateKey");
        String arn = "{'Fn::Join': ['', ['arn:', {'Ref': 'AWS::Partition'}, ':kinesisanalytics:',"
                + " {'Ref': 'AWS::Region'}, ':', {'Ref': 'AWS::AccountId'}, ':application/lottery']]}";
        String context = "'StringLike': {'kms:EncryptionContext:aws:kinesisanalytics:arn': " + arn + "}";
        String source = "'ArnLike': {'aws:SourceArn': " + arn + "}, 'StringEquals': {'aws:SourceAccount':"
                + " {'Ref': 'AWS::AccountId'}}";
        String service = "'Service': 'kinesisanalytics.amazonaws.com'";
        String disks = "'Service': 'infrastructure.kinesisanalytics.amazonaws.com'";

        assertThat(configuration(template).get("ApplicationEncryptionConfiguration"))
                .isEqualTo(json("{'KeyType': 'CUSTOMER_MANAGED_KEY', 'KeyId': {'Fn::GetAtt': ['" + id + "', 'Arn']}}"));
        assertThat(template.resource(id).at("/Properties/KeyPolicy/Statement"))
                .hasSize(6)
                .contains(
                        statement(
                                "'kms:DescribeKey'",
                                "'Service': ['kinesisanalytics.amazonaws.com',"
                                        + " 'infrastructure.kinesisanalytics.amazonaws.com']",
                                source),
                        statement("'kms:GenerateDataKey'", service, source + ", " + context),
                        statement("'kms:Decrypt'", service, context),
                        statement("['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext']", disks, context),
                        statement(
                                "'kms:CreateGrant'",
                                disks,
                                context + ", 'StringEquals': {'kms:GrantConstraintType': 'EncryptionContextSubset'},"
                                        + " 'ForAllValues:StringEquals': {'kms:GrantOperations': 'Decrypt'}"));
    }

    @Test
    void aKeyFromElsewhereIsWarnedOf() {
        with(application -> application.encryptionKey(
                Key.fromKeyArn(specimen.stack, "Foreign", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd")));

        String text = Annotated.only(specimen.stack, "the key's policy is not part of this app")
                .text();
        assertThat(text)
                .contains(
                        "add: {\"Statement\":[",
                        "\"Service\":[\"kinesisanalytics.amazonaws.com\",\"infrastructure.kinesisanalytics.amazonaws.com\"]",
                        "\"kms:GrantOperations\":\"Decrypt\"")
                .endsWith(" [ack: @millrace/constructs:keyPolicy]");
        assertThat(text.split("\"Effect\":\"Allow\"", -1)).hasSize(6);
    }

    @Test
    void anApplicationInAVpcHasItsSubnetsAndASecurityGroupOfItsOwn() {
        Vpc vpc = new Vpc(specimen.stack, "Net");
        SynthesisedStack template = with(application -> application.vpc(VpcConfiguration.of(vpc)));

        JsonNode attachment = configuration(template).get("VpcConfigurations");
        assertThat(attachment).hasSize(1);
        assertThat(attachment.at("/0/SubnetIds"))
                .extracting(subnet -> subnet.get("Ref").asText())
                .containsExactly(
                        template.idOf("AWS::EC2::Subnet", "NetPrivateSubnet1"),
                        template.idOf("AWS::EC2::Subnet", "NetPrivateSubnet2"));
        assertThat(attachment.at("/0/SecurityGroupIds"))
                .isEqualTo(json(
                        "[{'Fn::GetAtt': ['" + template.idOf("AWS::EC2::SecurityGroup", "AppVpc") + "', 'GroupId']}]"));
    }

    @Test
    void anApplicationInAVpcStartsAfterItsWaysOut() {
        Vpc vpc = new Vpc(specimen.stack, "Net");
        vpc.addInterfaceEndpoint(
                "Kinesis",
                InterfaceVpcEndpointOptions.builder()
                        .service(InterfaceVpcEndpointAwsService.KINESIS_STREAMS)
                        .build());
        SynthesisedStack template = with(application -> application.vpc(VpcConfiguration.of(vpc)));

        assertThat(template.only(TYPE).get("DependsOn"))
                .extracting(JsonNode::asText)
                .contains(
                        template.idOf("AWS::EC2::VPCEndpoint", "NetKinesis"),
                        template.idOf("AWS::EC2::Route", "NetPrivateSubnet1DefaultRoute"),
                        template.idOf("AWS::EC2::Route", "NetPrivateSubnet2DefaultRoute"));
    }

    @Test
    void inAVpcTheRoleMayAttachToItsOwnSubnetsOnly() {
        Vpc vpc = new Vpc(specimen.stack, "Net");
        SynthesisedStack template = with(application -> application.vpc(VpcConfiguration.of(vpc)));
        String role = template.idOf("AWS::IAM::Role", "App");

        assertThat(template.actionsAllowedOn(":network-interface/*\"", role))
                .containsExactly(
                        "ec2:CreateNetworkInterface",
                        "ec2:CreateNetworkInterfacePermission",
                        "ec2:DeleteNetworkInterface");
        assertThat(template.actionsAllowedOn("\"NetPrivateSubnet1", role))
                .containsExactly("ec2:CreateNetworkInterface");
        assertThat(template.actionsAllowedOn("\"AppVpc", role)).containsExactly("ec2:CreateNetworkInterface");
        assertThat(template.statements(role))
                .filteredOn(statement -> statement.get("Resource").asText().equals("*"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.get("Action"))
                        .isEqualTo(json("['ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces',"
                                + " 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs']")));
    }

    @Test
    void anApplicationInAVpcCanBeConnectedTo() {
        Vpc vpc = new Vpc(specimen.stack, "Net");
        SecurityGroup database = SecurityGroup.Builder.create(specimen.stack, "Database")
                .vpc(vpc)
                .build();
        FlinkApplication application = specimen.define(specimen.application().vpc(VpcConfiguration.of(vpc)));
        database.getConnections().allowFrom(application, Port.tcp(5432));
        SynthesisedStack template = SynthesisedStack.of(specimen.stack);

        assertThat(template.properties("AWS::EC2::SecurityGroupIngress").get("SourceSecurityGroupId"))
                .isEqualTo(json(
                        "{'Fn::GetAtt': ['" + template.idOf("AWS::EC2::SecurityGroup", "AppVpc") + "', 'GroupId']}"));
    }

    @Test
    void anApplicationInNoVpcHasNoConnections() {
        FlinkApplication application = specimen.define(specimen.application());

        assertThatThrownBy(application::getConnections)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the application must be in a VPC to have connections, got 'Stack/App' without one; set a"
                        + " VpcConfiguration");
    }

    @Test
    void whatTheServiceWouldRefuseIsRefusedAtOnce() {
        Vpc vpc = new Vpc(specimen.stack, "Net");
        FlinkApplication application = specimen.define(specimen.application()
                .runtime(FlinkRuntime.of("FLINK-1_13"))
                .capacity(Capacity.fixed(65))
                .snapshots(Snapshots.ENHANCED)
                .runConfiguration(
                        RunConfiguration.builder().customSnapshot("last friday").build())
                .maintenanceWindow(LocalTime.of(3, 0, 1))
                .vpc(VpcConfiguration.builder(vpc)
                        .subnets(SubnetSelection.builder()
                                .subnetType(SubnetType.PUBLIC)
                                .onePerAz(true)
                                .build())
                        .securityGroups(IntStream.range(0, 6)
                                .mapToObj(i -> SecurityGroup.Builder.create(specimen.stack, "Group" + i)
                                        .vpc(vpc)
                                        .build())
                                .map(ISecurityGroup.class::cast)
                                .toList())
                        .build()));
        Tags.of(application).add("empty", "v".repeat(257));

        assertThat(specimen.violations())
                .containsExactly(
                        "runtime must be one that AWS still supports (FLINK-1_15, FLINK-1_18, FLINK-1_19, FLINK-1_20,"
                                + " FLINK-2_2, FLINK-2_3), got the deprecated 'FLINK-1_13'; use FLINK-1_20",
                        "an application must take at most 64 KPUs, got 65; run more tasks on each, or raise quota"
                                + " L-3A88E041 and declare it with ServiceQuotas or --quota kpus=65",
                        "maintenance window must start at a whole minute (HH:MM), got '03:00:01'",
                        "tag 'empty': the value must have at most 256 characters, got 257; shorten it",
                        "snapshot name must be 1 to 256 letters, digits, '_', '.' or '-', got 'last friday'",
                        "enhanced snapshots must run on FLINK-1_20 or later, got 'FLINK-1_13'; raise the runtime or use"
                                + " Snapshots.LEGACY",
                        "a snapshot to restore must be given by its ARN with enhanced snapshots, got the name"
                                + " 'last friday'; use customSnapshotArn",
                        "an application must have at most 5 security groups, got 6; merge some");
    }

    private SynthesisedStack with(UnaryOperator<FlinkApplicationProps.Builder> change) {
        specimen.define(change.apply(specimen.application()));
        return SynthesisedStack.of(specimen.stack);
    }

    private void assertWarning(String text) {
        Annotations.fromStack(specimen.stack)
                .hasWarning("/Stack/App", Match.stringLikeRegexp(text.replaceAll("[.()]", "\\\\$0")));
    }

    private static JsonNode configuration(SynthesisedStack template) {
        return template.properties(TYPE).get("ApplicationConfiguration");
    }

    private static JsonNode statement(String actions, String principal, String conditions) {
        return json("{'Action': " + actions + ", 'Condition': {" + conditions + "}, 'Effect': 'Allow', 'Principal': {"
                + principal + "}, 'Resource': '*'}");
    }

    private static Set<String> names(JsonNode object) {
        return Set.copyOf(
                List.copyOf(object.properties()).stream().map(Map.Entry::getKey).toList());
    }
}
