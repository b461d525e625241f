package io.millrace.assembly.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPlanTest {
    /** A template with everything in it; a test changes one thing. */
    private static final String TEMPLATE = """
            {
              'Conditions': {'Never': {'Fn::Equals': ['a', 'b']}},
              'Resources': {
                'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                  'ShardCount': 2, 'RetentionPeriodHours': 48, 'StreamModeDetails': {'StreamMode': 'PROVISIONED'}}},
                'Bills': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                  'Name': 'bills', 'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}}},
                'Off': {'Type': 'AWS::Kinesis::Stream', 'Condition': 'Never', 'Properties': {'ShardCount': 1}},
                'Artifacts': {'Type': 'AWS::S3::Bucket'},
                'Copy': {'Type': 'Custom::CDKBucketDeployment', 'Properties': {
                  'ServiceToken': {'Fn::GetAtt': ['Handler', 'Arn']},
                  'SourceBucketNames': [{'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}'}],
                  'SourceObjectKeys': ['hash.jar'],
                  'DestinationBucketName': {'Ref': 'Artifacts'},
                  'DestinationBucketKeyPrefix': 'jobs',
                  'Extract': false}},
                'Handler': {'Type': 'AWS::Lambda::Function'},
                'Role': {'Type': 'AWS::IAM::Role'},
                'Billing': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                  'RuntimeEnvironment': 'FLINK-1_20',
                  'ServiceExecutionRole': {'Fn::GetAtt': ['Role', 'Arn']},
                  'ApplicationConfiguration': {
                    'ApplicationCodeConfiguration': {'CodeContentType': 'ZIPFILE', 'CodeContent': {
                      'S3ContentLocation': {
                        'BucketARN': {'Fn::GetAtt': ['Artifacts', 'Arn']}, 'FileKey': 'jobs/hash.jar'}}},
                    'ApplicationSnapshotConfiguration': {'SnapshotsEnabled': true},
                    'EnvironmentProperties': {'PropertyGroups': [
                      {'PropertyGroupId': 'orders', 'PropertyMap': {
                        'stream.name': {'Ref': 'Orders'}, 'aws.region': {'Ref': 'AWS::Region'}}},
                      {'PropertyGroupId': 'bills', 'PropertyMap': {'stream.arn': {'Fn::GetAtt': ['Bills', 'Arn']}}}
                    ]},
                    'FlinkApplicationConfiguration': {
                      'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true,
                        'CheckpointInterval': 10000, 'MinPauseBetweenCheckpoints': 1000},
                      'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM', 'LogLevel': 'WARN'},
                      'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 4,
                        'AutoScalingEnabled': false}}}}}
              }
            }
            """;

    @TempDir
    private Path directory;

    private Path jar = Path.of("");

    @BeforeEach
    void writeJar() throws IOException {
        jar = Files.writeString(directory.resolve("asset.hash.jar"), "a jar");
    }

    @Test
    void aStreamHasItsNameOrOneOfItsStackAndLogicalId() {
        assertThat(plan(TEMPLATE).streams())
                .containsExactly(
                        new StreamPlan("shop", "Orders", "shop-Orders", "us-east-1", 2, 48),
                        new StreamPlan("shop", "Bills", "bills", "us-east-1", StreamPlan.ON_DEMAND, 24));
    }

    @Test
    void anApplicationHasTheTemplatesSettings() {
        assertThat(plan(TEMPLATE).applications())
                .containsExactly(new ApplicationPlan(
                        "shop",
                        "Billing",
                        "shop-Billing",
                        "us-east-1",
                        "FLINK-1_20",
                        jar,
                        4,
                        Optional.of(new Checkpoints(10_000, 1_000)),
                        true,
                        new Restore(true, false),
                        "WARN",
                        Map.of(
                                "orders", Map.of("stream.name", "shop-Orders", "aws.region", "us-east-1"),
                                "bills", Map.of("stream.arn", "arn:aws:kinesis:us-east-1:000000000000:stream/bills"))));
    }

    @Test
    void whatDoesNotRunHereIsListed() {
        assertThat(plan(TEMPLATE).skipped())
                .containsExactly(
                        new SkippedResource("shop", "Handler", "AWS::Lambda::Function"),
                        new SkippedResource("shop", "Role", "AWS::IAM::Role"));
        assertThat(plan(TEMPLATE).notices()).isEmpty();
    }

    @Test
    void aSecretIsKnownByAnArnAndHasAValueOfItsOwn() {
        String template = TEMPLATE.replace(
                        "'Resources': {",
                        "'Resources': {'Key': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {"
                                + "'GenerateSecretString': {'PasswordLength': 64}}},")
                .replace("'stream.arn':", "'key': {'Ref': 'Key'}, 'stream.arn':");

        assertThat(only(template).propertyGroups().get("bills"))
                .containsEntry("key", "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop-Key");
        assertThat(plan(template).notices())
                .containsExactly("secret shop-Key has a value of its own here, made at random");
        assertThat(plan(template).skipped()).isEqualTo(plan(TEMPLATE).skipped());
    }

    @Test
    void defaultCheckpointsIgnoreWhatStandsBesideThem() {
        String template = TEMPLATE.replace(
                "'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM'",
                "'CheckpointConfiguration': {'ConfigurationType': 'DEFAULT'");

        assertThat(only(template).checkpoints()).contains(new Checkpoints(60_000, 5_000));
    }

    @Test
    void checkpointsCanBeOff() {
        String template = TEMPLATE.replace("'CheckpointingEnabled': true", "'CheckpointingEnabled': false");

        assertThat(only(template).checkpoints()).isEmpty();
    }

    @Test
    void defaultParallelismIsOneAndScalesOnAwsOnly() {
        String template = TEMPLATE.replaceAll(
                "'ParallelismConfiguration': \\{[^}]*}",
                "'ParallelismConfiguration': {'ConfigurationType': 'DEFAULT'}");

        assertThat(only(template).parallelism()).isEqualTo(1);
        assertThat(plan(template).notices())
                .containsExactly("application shop-Billing scales itself on AWS; here its parallelism stays");
    }

    @Test
    void aRunConfigurationSaysWhatIsRestored() {
        String template = TEMPLATE.replace(
                "'RuntimeEnvironment':",
                "'RunConfiguration': {'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                        + " 'SKIP_RESTORE_FROM_SNAPSHOT'}, 'FlinkRunConfiguration': {'AllowNonRestoredState': true}},"
                        + " 'RuntimeEnvironment':");

        assertThat(only(template).restore()).isEqualTo(new Restore(false, true));
    }

    @Test
    void anotherFlinkReleaseIsNoticed() {
        assertThat(plan(TEMPLATE.replace("FLINK-1_20", "FLINK-2_2")).notices())
                .containsExactly("application shop-Billing runs on FLINK-1_20 here, not on FLINK-2_2");
    }

    @Test
    void whatIsNotFlinkDoesNotRun() {
        DeploymentPlan plan = plan(TEMPLATE.replace("FLINK-1_20", "ZEPPELIN-FLINK-3_0"));

        assertThat(plan.applications()).isEmpty();
        assertThat(plan.notices())
                .containsExactly("application shop-Billing does not run here: its runtime is ZEPPELIN-FLINK-3_0, and"
                        + " only Flink's are here");
    }

    @Test
    void codeMayBeAnAssetOfTheBootstrapBucket() {
        String template = TEMPLATE.replace(
                        "{'Fn::GetAtt': ['Artifacts', 'Arn']}",
                        "{'Fn::Join': ['', ['arn:', {'Ref':"
                                + " 'AWS::Partition'}, ':s3:::', {'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}'}]]}")
                .replace("jobs/hash.jar", "hash.jar");

        assertThat(only(template).jar()).isEqualTo(jar);
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        String template = TEMPLATE.replace("jobs/hash.jar", "jobs/other.jar")
                .replace("{'Ref': 'Orders'}", "{'Fn::GetAtt': ['Handler', 'Arn']}")
                .replace("'ShardCount': 2", "'ShardCount': {'Ref': 'Nobody'}");

        assertThatThrownBy(() -> plan(template))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage default cannot run here:
                        - stack shop: Resources.Orders.Properties.ShardCount.Ref: the template has no resource or parameter 'Nobody'
                        - stack shop: Resources.Billing.Properties.ApplicationConfiguration.ApplicationCodeConfiguration.CodeContent.S3ContentLocation: the assembly has no file for object 'jobs/other.jar' of bucket 'shop-artifacts'; the code must be an asset or put in place by a BucketDeployment
                        - stack shop: Resources.Billing.Properties.ApplicationConfiguration.EnvironmentProperties.PropertyGroups[0].PropertyMap.stream.name.Fn::GetAtt: attribute Arn of 'Handler' (AWS::Lambda::Function) has no value here""");
    }

    @Test
    void anApplicationCanBeChosenByItsJobsNameOrItsOwn() {
        String named = TEMPLATE.replace(
                "{'PropertyGroupId': 'orders'",
                "{'PropertyGroupId': 'Job', 'PropertyMap': {'name': 'bill'}}, {'PropertyGroupId': 'orders'");

        for (String name : List.of("bill", "Billing", "shop-Billing")) {
            assertThat(plan(named).only(List.of(name))).isEqualTo(plan(named));
        }
        assertThat(plan(named).only(List.of())).satisfies(none -> {
            assertThat(none.applications()).isEmpty();
            assertThat(none.streams()).hasSize(2);
        });
        assertThatThrownBy(() -> plan(named).only(List.of("bill", "bil", "x")))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage default cannot run here:
                        - no application or job is called 'bil'; there are bill
                        - no application or job is called 'x'; there are bill""");
    }

    private ApplicationPlan only(String template) {
        DeploymentPlan plan = plan(template);
        assertThat(plan.applications()).hasSize(1);
        return plan.applications().get(0);
    }

    private DeploymentPlan plan(String template) {
        Path assembly = new AssemblyFiles(directory)
                .oneStack(template, jar.getFileName().toString())
                .directory();
        return DeploymentPlan.of(CloudAssembly.read(assembly).usualStage());
    }
}
