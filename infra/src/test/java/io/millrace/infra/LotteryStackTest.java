package io.millrace.infra;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LotteryStackTest {
    private static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";

    private final SynthesisedApp app = SynthesisedApp.whole();
    private final SynthesisedStack dev = app.template("dev", "Lottery");
    private final SynthesisedStack prod = app.template("prod", "Lottery");

    @Test
    void noRecordAndNoJarIsKeptHere() {
        List<String> types = List.of(
                "AWS::CloudWatch::Alarm",
                "AWS::CloudWatch::Dashboard",
                "AWS::IAM::Policy",
                "AWS::IAM::Role",
                "AWS::KinesisAnalyticsV2::Application",
                "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption",
                "AWS::Lambda::Function",
                "AWS::Lambda::LayerVersion",
                "AWS::Logs::LogGroup",
                "AWS::Logs::LogStream",
                "AWS::StepFunctions::StateMachine",
                "Custom::CDKBucketDeployment",
                "Custom::MillraceJobLifecycle");

        assertThat(dev.types()).containsExactlyElementsOf(types);
        assertThat(prod.types()).containsExactlyElementsOf(types);
    }

    @Test
    void theJobsStreamsAreBound() {
        assertThat(groups(dev))
                .containsExactly(
                        "Job: {\"draw.key\":{\"Fn::ImportValue\":\"millrace-dev-state:ExportsOutputRefDrawKeyFDDBBBBF46C98D41\"},"
                                + "\"draw.window\":\"10000 ms\",\"name\":\"lottery\"}",
                        "lottery-events: input of LotteryEvents",
                        "user-events: input of UserEvents",
                        "draws: output of Draws",
                        "rejected: output of Rejected");
        assertThat(groups(prod))
                .isEqualTo(groups(dev).stream()
                        .map(group -> group.replace("millrace-dev-", "millrace-prod-"))
                        .toList());
    }

    /** CloudFormation refuses to delete or replace what another stack imports. */
    @Test
    void aStreamInUseCannotBeRemoved() {
        String group = "/ApplicationConfiguration/EnvironmentProperties/PropertyGroups/1/PropertyMap";
        JsonNode arnOnFlink2 = dev.properties(APPLICATION).at(group + "/stream.arn");
        JsonNode nameOnFlink1 = prod.properties(APPLICATION).at(group + "/stream.name");

        assertThat(arnOnFlink2.path("Fn::ImportValue").asText())
                .startsWith("millrace-dev-state:ExportsOutputFnGetAttLotteryEvents");
        assertThat(nameOnFlink1.path("Fn::ImportValue").asText())
                .startsWith("millrace-prod-state:ExportsOutputRefLotteryEvents");
    }

    @Test
    void devChecksOftenOnOneKpu() {
        assertThat(flink(dev)).isEqualTo(json("""
                                {
                                  'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'CheckpointingEnabled': true, 'CheckpointInterval': 10000,
                                    'MinPauseBetweenCheckpoints': 5000},
                                  'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'LogLevel': 'INFO', 'MetricsLevel': 'APPLICATION'},
                                  'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'Parallelism': 2, 'ParallelismPerKPU': 2, 'AutoScalingEnabled': false}
                                }
                                """));
    }

    @Test
    void prodScalesAndKeepsItsSnapshots() {
        assertThat(flink(prod)).isEqualTo(json("""
                                {
                                  'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'CheckpointingEnabled': true, 'CheckpointInterval': 60000,
                                    'MinPauseBetweenCheckpoints': 5000},
                                  'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'LogLevel': 'INFO', 'MetricsLevel': 'APPLICATION'},
                                  'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'Parallelism': 2, 'ParallelismPerKPU': 1, 'AutoScalingEnabled': true}
                                }
                                """));
    }

    @Test
    void bothStagesVerifyTheirJobs() {
        assertThat(lifecycle(dev)).isEqualTo("120 of 2400 s, FORCE_IF_NEEDED");
        assertThat(lifecycle(prod)).isEqualTo("300 of 2400 s, WITH_SNAPSHOT");
    }

    /** It starts, observes and stops the application of this stack, and no other. */
    @Test
    void theLifecycleMayDoThisOnEachResource() {
        String operator = prod.idOf("AWS::IAM::Role", "JobLifecycleOperatorRole");

        assertThat(prod.actionsAllowedOn("LotteryA3058243", operator))
                .containsExactly(
                        "kinesisanalytics:DeleteApplicationSnapshot",
                        "kinesisanalytics:DescribeApplication",
                        "kinesisanalytics:DescribeApplicationOperation",
                        "kinesisanalytics:ListApplicationOperations",
                        "kinesisanalytics:ListApplicationSnapshots",
                        "kinesisanalytics:RollbackApplication",
                        "kinesisanalytics:StartApplication",
                        "kinesisanalytics:StopApplication",
                        "kinesisanalytics:UpdateApplication");
        assertThat(prod.actionsAllowedOn("LotteryLogsGroup", operator)).containsExactly("logs:FilterLogEvents");
        assertThat(prod.actionsAllowedOn("\"*\"", operator)).containsExactly("cloudwatch:GetMetricData");
        assertThat(prod.actionsAllowedOn("AWS::StackId", operator))
                .containsExactly(
                        "cloudformation:DescribeStackEvents",
                        "cloudformation:GetTemplate",
                        "cloudformation:ListStackResources");
        assertThat(prod.actionsAllowed(operator)).hasSize(16);
    }

    @Test
    void theLotteryMayDoThisOnEachResource() {
        String role = prod.idOf("AWS::IAM::Role", "Lottery");
        String[] reading = {
            "kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"
        };

        assertThat(prod.actionsAllowedOn("LotteryEvents", role)).containsExactly(reading);
        assertThat(prod.actionsAllowedOn("UserEvents", role)).containsExactly(reading);
        assertThat(prod.actionsAllowedOn("Draws", role)).containsExactly("kinesis:PutRecords");
        assertThat(prod.actionsAllowedOn("Rejected", role)).containsExactly("kinesis:PutRecords");
        assertThat(prod.actionsAllowedOn("Artifacts", role)).containsExactly("s3:GetObject", "s3:GetObjectVersion");
        assertThat(prod.actionsAllowedOn(":log", role))
                .containsExactly("logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents");
        assertThat(prod.actionsAllowedOn("DrawKey", role)).containsExactly("secretsmanager:GetSecretValue");
        assertThat(prod.statements(role)).hasSize(7);
    }

    @Test
    void aVersionOfTheKeyIsPinnedForOneEnvironment(@TempDir Path folder) throws IOException {
        String version = "9d4cb84b-ad69-40c0-a0ab-cead36b967e8";
        JobApplication pinned = JobApplication.builder("Lottery", "Draws winners")
                .inputs("LotteryEvents", "UserEvents")
                .outputs("Draws")
                .overrides(new LotteryOverrides(Map.of("dev", version)))
                .build();

        SynthesisedApp app = SynthesisedApp.of(folder, Environments.ALL, pinned);

        assertThat(groups(app.template("dev", "Lottery")).get(0)).contains("\":::" + version + "\"");
        assertThat(groups(app.template("prod", "Lottery")).get(0)).doesNotContain(":::");
    }

    /** A misspelt name would pin nothing. */
    @Test
    void theKeyIsPinnedInEnvironmentsThatExist() {
        assertThat(SynthesisedApp.environments().stream().map(Named::getName))
                .containsAll(LotteryOverrides.DRAW_KEY_VERSIONS.keySet());
    }

    /** The kinds of alarms, and the one threshold that this stack sets; the constructs' tests cover the rest. */
    @Test
    void bothStagesHaveTheSameAlarms() {
        String[] alarms = {
            "BackPressure",
            "CheckpointDuration",
            "ContainerMemory",
            "Cpu",
            "Downtime",
            "FailedCheckpoints",
            "HeapMemory",
            "InputLagLotteryEvents",
            "InputLagUserEvents",
            "RejectedRecords",
            "Restarts",
            "StreamLagLotteryEvents",
            "StreamLagUserEvents"
        };

        assertThat(alarms(dev)).containsOnlyKeys(alarms);
        assertThat(alarms(prod)).containsOnlyKeys(alarms);
        assertThat(alarms(prod).get("RejectedRecords").get("Threshold").asInt()).isEqualTo(600 * 5);
        assertThat(dev.all("AWS::CloudWatch::Dashboard")).hasSize(1);
        assertThat(prod.all("AWS::CloudWatch::Dashboard")).hasSize(1);
    }

    @Test
    void alarmsNotifyTheTopicOfTheirEnvironment(@TempDir Path folder) throws IOException {
        String topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
        JobApplication job = JobApplication.builder("Counting", "Counts clicks")
                .inputs("Clicks")
                .build();

        SynthesisedApp notifying = new SynthesisedApp(
                folder, Environments.ALL, List.of(job), Map.of("MILLRACE_PROD_ALARM_TOPIC", topic), "1");

        assertThat(alarms(notifying.template("prod", "Counting")).values())
                .allSatisfy(alarm -> assertThat(alarm.get("AlarmActions")).isEqualTo(json("['" + topic + "']")));
        assertThat(alarms(notifying.template("dev", "Counting")).values())
                .allSatisfy(alarm -> assertThat(alarm.has("AlarmActions")).isFalse());
    }

    @Test
    void theApplicationsNameIsPublished() {
        assertThat(prod.outputs()).containsOnlyKeys("ApplicationName");
        assertThat(prod.outputs().get("ApplicationName").get("Value")).isEqualTo(json("{'Ref': 'LotteryA3058243'}"));
    }

    /** Properties of each alarm, by its id in the construct {@code Monitoring}. */
    private static Map<String, JsonNode> alarms(SynthesisedStack stack) {
        Map<String, JsonNode> alarms = new TreeMap<>();
        stack.all("AWS::CloudWatch::Alarm")
                .forEach((id, alarm) ->
                        alarms.put(id.replaceAll("^Monitoring(.*)[0-9A-F]{8}$", "$1"), alarm.get("Properties")));
        return alarms;
    }

    private static String lifecycle(SynthesisedStack stack) {
        JsonNode properties = stack.properties("Custom::MillraceJobLifecycle");
        return properties.get("VerifySeconds").asText() + " of "
                + properties.get("TimeoutSeconds").asText() + " s, "
                + properties.get("StopMode").asText();
    }

    private static JsonNode flink(SynthesisedStack stack) {
        return stack.properties(APPLICATION).at("/ApplicationConfiguration/FlinkApplicationConfiguration");
    }

    /** Each property group on a line; for a binding, its direction and the stream's id. */
    private static List<String> groups(SynthesisedStack stack) {
        List<String> lines = new ArrayList<>();
        for (JsonNode group :
                stack.properties(APPLICATION).at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups")) {
            JsonNode keys = group.get("PropertyMap");
            String value = keys.has("connector") ? binding(keys) : keys.toString();
            lines.add(group.get("PropertyGroupId").asText() + ": " + value);
        }
        return lines;
    }

    private static String binding(JsonNode keys) {
        boolean onFlink1 = keys.has("stream.name");
        String stream = keys.at(onFlink1 ? "/stream.name/Fn::ImportValue" : "/stream.arn/Fn::ImportValue")
                .asText();
        assertThat(stream).matches(onFlink1 ? ".*:ExportsOutputRef.*" : ".*:ExportsOutputFnGetAtt.*");
        String side = keys.has(onFlink1 ? "flink.stream.initpos" : "source.init.position") ? "input" : "output";
        return side + " of " + stream.replaceAll(".*:ExportsOutput(?:Ref|FnGetAtt)([A-Za-z]+?)[0-9A-F]{8}.*", "$1");
    }
}
