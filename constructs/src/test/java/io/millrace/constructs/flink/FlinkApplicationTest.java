package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.services.kinesis.Stream;

/** The lottery with every default. */
class FlinkApplicationTest {
    private static final String TYPE = "AWS::KinesisAnalyticsV2::Application";

    private static SynthesisedStack template;
    private static String jarKey;
    private static String role;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        FlinkApplication application = specimen.define(specimen.application());
        Stream other = new Stream(specimen.stack, "Other");
        other.grant(application, "kinesis:PutRecord");
        jarKey = specimen.jar.objectKey();
        template = SynthesisedStack.of(specimen.stack);
        role = template.idOf("AWS::IAM::Role", "App");
    }

    @Test
    void eachBindingIsAPropertyGroup() {
        assertThat(configuration("/EnvironmentProperties/PropertyGroups")).isEqualTo(json("""
                                [
                                  {'PropertyGroupId': 'Job', 'PropertyMap':
                                    {'name': 'lottery', 'draw.window': '10000 ms'}},
                                  {'PropertyGroupId': 'lottery-events', 'PropertyMap':
                                    {'connector': 'kinesis', 'stream.name': {'Ref': '%s'},
                                     'aws.region': {'Ref': 'AWS::Region'}, 'flink.stream.initpos': 'TRIM_HORIZON'}},
                                  {'PropertyGroupId': 'user-events', 'PropertyMap':
                                    {'connector': 'kinesis', 'stream.name': {'Ref': '%s'},
                                     'aws.region': {'Ref': 'AWS::Region'}, 'flink.stream.initpos': 'TRIM_HORIZON'}},
                                  {'PropertyGroupId': 'draws', 'PropertyMap':
                                    {'connector': 'kinesis', 'stream.name': {'Ref': '%s'},
                                     'aws.region': {'Ref': 'AWS::Region'}}},
                                  {'PropertyGroupId': 'rejected', 'PropertyMap':
                                    {'connector': 'kinesis', 'stream.name': {'Ref': '%s'},
                                     'aws.region': {'Ref': 'AWS::Region'}}}
                                ]
                                """.formatted(
                        stream("LotteryEvents"), stream("UserEvents"), stream("Draws"), stream("Rejected"))));
    }

    @Test
    void theDefaultsAreWrittenOut() {
        assertThat(configuration("/FlinkApplicationConfiguration")).isEqualTo(json("""
                                {
                                  'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'CheckpointingEnabled': true, 'CheckpointInterval': 60000,
                                    'MinPauseBetweenCheckpoints': 5000},
                                  'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'LogLevel': 'INFO', 'MetricsLevel': 'APPLICATION'},
                                  'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'Parallelism': 1, 'ParallelismPerKPU': 1, 'AutoScalingEnabled': false}
                                }
                                """));
        assertThat(template.properties(TYPE).get("RuntimeEnvironment").asText()).isEqualTo("FLINK-1_20");
        assertThat(template.properties(TYPE).has("ApplicationName")).isFalse();
        assertThat(template.properties(TYPE).has("ApplicationDescription")).isFalse();
    }

    @Test
    void snapshotsAndRollbackAreOn() {
        assertThat(configuration("/ApplicationSnapshotConfiguration")).isEqualTo(json("{'SnapshotsEnabled': true}"));
        assertThat(configuration("/ApplicationSystemRollbackConfiguration"))
                .isEqualTo(json("{'RollbackEnabled': true}"));
    }

    @Test
    void theCodeIsTheJarsOwnObject() {
        assertThat(configuration("/ApplicationCodeConfiguration"))
                .isEqualTo(json(("{'CodeContentType': 'ZIPFILE', 'CodeContent': {'S3ContentLocation':"
                                + " {'BucketARN': {'Fn::GetAtt': ['%s', 'Arn']}, 'FileKey': '%s'}}}")
                        .formatted(template.idOf("AWS::S3::Bucket", "Artifacts"), jarKey)));
    }

    @Test
    void theRoleMayDoThisAndNothingElse() {
        assertThat(template.actionsAllowed(role))
                .containsExactly(
                        "kinesis:DescribeStream",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards",
                        "kinesis:PutRecord",
                        "kinesis:PutRecords",
                        "kms:Decrypt",
                        "kms:GenerateDataKey",
                        "logs:DescribeLogGroups",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents",
                        "s3:GetObject",
                        "s3:GetObjectVersion");
    }

    @Test
    void inputsAreReadAndOutputsWritten() {
        String[] reading = {
            "kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"
        };

        assertThat(template.actionsAllowedOn("\"LotteryEvents", role)).containsExactly(reading);
        assertThat(template.actionsAllowedOn("\"UserEvents", role)).containsExactly(reading);
        assertThat(template.actionsAllowedOn("\"Draws", role)).containsExactly("kinesis:PutRecords");
        assertThat(template.actionsAllowedOn("\"Rejected", role)).containsExactly("kinesis:PutRecords");
        assertThat(template.actionsAllowedOn("\"InputKey", role)).containsExactly("kms:Decrypt");
        assertThat(template.actionsAllowedOn("\"OutputKey", role)).containsExactly("kms:GenerateDataKey");
    }

    @Test
    void anythingElseCanBeGrantedToTheApplication() {
        assertThat(template.actionsAllowedOn("\"Other", role)).containsExactly("kinesis:PutRecord");
    }

    /** A rollback by the service reads the former jar. */
    @Test
    void ofTheBucketTheRoleReadsTheJarsAndNothingElse() {
        JsonNode jars = json("{'Fn::Join': ['', [{'Fn::GetAtt': ['%s', 'Arn']}, '/jobs/*']]}"
                .formatted(template.idOf("AWS::S3::Bucket", "Artifacts")));

        assertThat(jarKey).startsWith("jobs/");

        assertThat(template.statements(role))
                .filteredOn(statement -> statement.get("Resource").toString().contains("Artifacts"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.get("Resource")).isEqualTo(jars);
                    assertThat(statement.get("Action")).isEqualTo(json("['s3:GetObject', 's3:GetObjectVersion']"));
                });
    }

    @Test
    void theRoleWritesToItsOwnLogStreamOnly() {
        String group = template.idOf("AWS::Logs::LogGroup", "AppLogs");
        String inGroup = ":log-group:\",{\"Ref\":\"" + group + "\"},\":log-stream:";

        assertThat(template.actionsAllowedOn(":log-group:*\"", role)).containsExactly("logs:DescribeLogGroups");
        assertThat(template.actionsAllowedOn(inGroup + "*\"", role)).containsExactly("logs:DescribeLogStreams");
        assertThat(template.actionsAllowedOn(
                        inGroup + "\",{\"Ref\":\"" + template.idOf("AWS::Logs::LogStream", "AppLogs") + "\"}", role))
                .containsExactly("logs:PutLogEvents");
    }

    @Test
    void theServiceAssumesTheRoleForThisAccountOnly() {
        assertThat(template.resource(role).at("/Properties/AssumeRolePolicyDocument/Statement"))
                .isEqualTo(json("""
                                [{
                                  'Effect': 'Allow',
                                  'Action': 'sts:AssumeRole',
                                  'Principal': {'Service': 'kinesisanalytics.amazonaws.com'},
                                  'Condition': {
                                    'StringEquals': {'aws:SourceAccount': {'Ref': 'AWS::AccountId'}},
                                    'ArnLike': {'aws:SourceArn': {'Fn::Join': ['', [
                                      'arn:', {'Ref': 'AWS::Partition'}, ':kinesisanalytics:',
                                      {'Ref': 'AWS::Region'}, ':', {'Ref': 'AWS::AccountId'}, ':application/*']]}}
                                  }
                                }]
                                """));
    }

    @Test
    void jarPermissionsAndLogsAreThereBeforeTheApplication() {
        assertThat(template.only(TYPE).get("DependsOn"))
                .extracting(JsonNode::asText)
                .contains(
                        template.idOf("Custom::CDKBucketDeployment", "JarDeployment"),
                        template.idOf("AWS::IAM::Policy", "AppRole"),
                        template.idOf("AWS::Logs::LogGroup", "AppLogs"),
                        template.idOf("AWS::Logs::LogStream", "AppLogs"));
    }

    @Test
    void theApplicationLogsToItsOwnStream() {
        String group = template.idOf("AWS::Logs::LogGroup", "AppLogs");
        JsonNode option = template.properties("AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption");

        assertThat(option.get("ApplicationName")).isEqualTo(json("{'Ref': '" + template.idOf(TYPE, "App") + "'}"));
        assertThat(option.at("/CloudWatchLoggingOption/LogStreamARN/Fn::Join/1"))
                .isEqualTo(json(("['arn:', {'Ref': 'AWS::Partition'}, ':logs:', {'Ref': 'AWS::Region'}, ':',"
                                + " {'Ref': 'AWS::AccountId'}, ':log-group:', {'Ref': '%s'}, ':log-stream:',"
                                + " {'Ref': '%s'}]")
                        .formatted(group, template.idOf("AWS::Logs::LogStream", "AppLogs"))));
        assertThat(template.resource(group).get("Properties")).isEqualTo(json("{'RetentionInDays': 30}"));
    }

    @Test
    void theApplicationAndItsLogsAreKeptUnlessToldOtherwise() {
        List<String> kept = List.of(
                template.idOf(TYPE, "App"),
                template.idOf("AWS::Logs::LogGroup", "AppLogs"),
                template.idOf("AWS::Logs::LogStream", "AppLogs"));

        assertThat(kept).allSatisfy(id -> {
            assertThat(template.resource(id).path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
            assertThat(template.resource(id).path("UpdateReplacePolicy").asText())
                    .isEqualTo("Retain");
        });
    }

    private static JsonNode configuration(String path) {
        return template.properties(TYPE).get("ApplicationConfiguration").at(path);
    }

    private static String stream(String start) {
        return template.idOf("AWS::Kinesis::Stream", start);
    }
}
