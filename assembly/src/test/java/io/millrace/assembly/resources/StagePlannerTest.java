package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagePlannerTest {
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
    void whatDoesNotRunHereIsListed() {
        assertThat(plan(TEMPLATE).skipped())
                .containsExactly(
                        new SkippedResource("shop", "Handler", "AWS::Lambda::Function"),
                        new SkippedResource("shop", "Role", "AWS::IAM::Role"));
        assertThat(plan(TEMPLATE).notices()).isEmpty();
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        String template = TEMPLATE.replace("jobs/hash.jar", "jobs/other.jar")
                .replace("{'Ref': 'Orders'}", "{'Fn::GetAtt': ['Handler', 'Nothing']}")
                .replace("'ShardCount': 2", "'ShardCount': {'Ref': 'Nobody'}");

        assertThatThrownBy(() -> plan(template))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage default cannot run here:
                        - stack shop: Resources.Orders.Properties.ShardCount.Ref: the template has no resource or parameter 'Nobody'
                        - stack shop: Resources.Billing.Properties.ApplicationConfiguration.EnvironmentProperties.PropertyGroups[0].PropertyMap.stream.name.Fn::GetAtt: 'Handler' (AWS::Lambda::Function) must have the attribute Nothing; its schema has no such attribute
                        - the templates use what the assembly does not have; add these options with your values, or put them into millrace.local.json:
                            --jar Billing=FILE""");
    }

    private DeploymentPlan plan(String template) {
        Path assembly = new AssemblyFiles(directory)
                .oneStack(template, jar.getFileName().toString())
                .directory();
        return StagePlanner.plan(CloudAssembly.read(assembly).defaultStage());
    }
}
