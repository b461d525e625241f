package io.millrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationAttributes;
import io.millrace.constructs.flink.FlinkRuntime;
import io.millrace.constructs.flink.IFlinkApplication;
import io.millrace.constructs.flink.MetricsLevel;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;

class FlinkMonitoringTest {
    private static final String APPLICATION = "[Application=${App}]";

    @TempDir
    Path folder;

    /** Thresholds, periods and missing data of the page "Recommended alarms" and of AWS's guide to its metrics. */
    @Test
    void theDefaultsAreTheAlarmsThatAwsRecommends() throws IOException {
        assertThat(AlarmLines.of(new WatchedApplication(folder).watched(props -> props)))
                .containsExactly(
                        "BackPressure: Maximum AWS/KinesisAnalytics/backPressuredTimeMsPerSecond in 300 s of "
                                + APPLICATION + " > 500, 3 of 3, missing is missing",
                        "CheckpointDuration: Maximum AWS/KinesisAnalytics/lastCheckpointDuration in 300 s of "
                                + APPLICATION + " > 30000, 3 of 3, missing is missing",
                        "ContainerMemory: Maximum AWS/KinesisAnalytics/containerMemoryUtilization in 300 s of "
                                + APPLICATION + " > 85, 3 of 3, missing is missing",
                        "Cpu: Maximum AWS/KinesisAnalytics/cpuUtilization in 300 s of " + APPLICATION
                                + " > 80, 3 of 3, missing is missing",
                        "Downtime: Average AWS/KinesisAnalytics/downtime in 60 s of " + APPLICATION
                                + " > 0, 1 of 1, missing is breaching",
                        "FailedCheckpoints: DIFF(total) with total = Maximum"
                                + " AWS/KinesisAnalytics/numberOfFailedCheckpoints in 300 s of " + APPLICATION
                                + " > 0, 1 of 1, missing is notBreaching",
                        "HeapMemory: Maximum AWS/KinesisAnalytics/heapMemoryUtilization in 300 s of " + APPLICATION
                                + " > 90, 3 of 3, missing is missing",
                        "InputLagClicks: Maximum AWS/KinesisAnalytics/millisBehindLatest in 300 s of"
                                + " [Application=${App}, Flow=Input, Id=${Clicks}] > 60000, 3 of 3, missing is missing",
                        "InputLagUsers: Maximum AWS/KinesisAnalytics/millisBehindLatest in 300 s of"
                                + " [Application=${App}, Flow=Input, Id=${Users}] > 60000, 3 of 3, missing is missing",
                        "Restarts: DIFF(total) with total = Maximum AWS/KinesisAnalytics/fullRestarts in 300 s of "
                                + APPLICATION + " > 0, 1 of 1, missing is notBreaching",
                        "StreamLagClicks: Maximum AWS/Kinesis/GetRecords.IteratorAgeMilliseconds in 300 s of"
                                + " [StreamName=${Clicks}] > 60000, 3 of 3, missing is missing",
                        "StreamLagUsers: Maximum AWS/Kinesis/GetRecords.IteratorAgeMilliseconds in 300 s of"
                                + " [StreamName=${Users}] > 60000, 3 of 3, missing is missing");
    }

    @Test
    void flink2HasOtherMetricsOfDowntimeAndRestarts() throws IOException {
        List<String> alarms =
                AlarmLines.of(new WatchedApplication(folder, application -> application.runtime(FlinkRuntime.FLINK_2_2))
                        .watched(props -> props.thresholds(AlarmThresholds.builder()
                                .without(AlarmKind.values())
                                .anyDowntime()
                                .maxRestarts(2)
                                .build())));

        assertThat(alarms)
                .containsExactly(
                        "Downtime: restartingTime + cancellingTime + failingTime with restartingTime = Average"
                                + " AWS/KinesisAnalytics/restartingTime in 60 s of " + APPLICATION
                                + " and cancellingTime = Average AWS/KinesisAnalytics/cancellingTime in 60 s of "
                                + APPLICATION
                                + " and failingTime = Average AWS/KinesisAnalytics/failingTime in 60 s of "
                                + APPLICATION + " > 0, 1 of 1, missing is breaching",
                        "Restarts: DIFF(total) with total = Maximum AWS/KinesisAnalytics/numRestarts in 300 s of "
                                + APPLICATION + " > 2, 1 of 1, missing is notBreaching");
    }

    /** At that level, a metric with the application's name as its only dimension is empty. */
    @Test
    void aFinerMetricsLevelIsQueriedOverAllDimensions() throws IOException {
        List<String> alarms =
                AlarmLines.of(new WatchedApplication(folder, application -> application.metricsLevel(MetricsLevel.TASK))
                        .watched(props -> props.thresholds(AlarmThresholds.builder()
                                .without(AlarmKind.values())
                                .maxCpuPercent(70)
                                .maxBackPressuredMillisPerSecond(200)
                                .minRecordsOutPerSecond(5)
                                .maxLag(Duration.ofMinutes(2))
                                .without(AlarmKind.STREAM_LAG)
                                .build())));

        String from = " FROM \"AWS/KinesisAnalytics\" WHERE Application = '${App}'";
        assertThat(alarms)
                .containsExactly(
                        "BackPressure: SELECT MAX(backPressuredTimeMsPerSecond)" + from
                                + " > 200, 3 of 3, missing is missing",
                        "Cpu: Maximum AWS/KinesisAnalytics/cpuUtilization in 300 s of " + APPLICATION
                                + " > 70, 3 of 3, missing is missing",
                        "InputLagClicks: SELECT MAX(millisBehindLatest)" + from
                                + " AND Id = '${Clicks}' > 120000, 3 of 3, missing is missing",
                        "InputLagUsers: SELECT MAX(millisBehindLatest)" + from
                                + " AND Id = '${Users}' > 120000, 3 of 3, missing is missing",
                        "OutputRate: SELECT AVG(numRecordsOutPerSecond)" + from + " < 5, 3 of 3, missing is missing");
    }

    /** {@code GetMetricData} takes one Metrics Insights query. */
    @ParameterizedTest
    @EnumSource(MetricsLevel.class)
    void atEveryLevelAnAlarmAndAWidgetHoldAtMostOneQuery(MetricsLevel level) throws IOException {
        AlarmThresholds.Builder every = AlarmThresholds.builder()
                .maxCheckpointSizeBytes(1)
                .maxOldGenerationGcPercent(1)
                .maxThreads(1)
                .minRecordsOutPerSecond(1)
                .maxRejectedPerMinute(1);
        if (level == MetricsLevel.APPLICATION) {
            every.maxWatermarkLag(Duration.ofSeconds(1));
        }
        WatchedApplication watched =
                WatchedApplication.readingATopic(folder, application -> application.metricsLevel(level));
        SynthesisedStack template =
                watched.watched(props -> props.rejected(watched.rejected).thresholds(every.build()));

        List<String> holders = new ArrayList<>(AlarmLines.of(template));
        new ObjectMapper()
                .readTree(dashboard(template))
                .get("widgets")
                .forEach(widget -> holders.add(widget.toString()));
        assertThat(holders).hasSizeGreaterThan(30);
        assertThat(String.join("", holders).contains("SELECT ")).isEqualTo(level != MetricsLevel.APPLICATION);
        assertThat(holders).allSatisfy(holder -> assertThat(holder.split("SELECT ", -1).length - 1)
                .isLessThanOrEqualTo(1));
    }

    @Test
    void atAFinerLevelWatermarkLagCannotBeWatched() throws IOException {
        WatchedApplication watched =
                new WatchedApplication(folder, application -> application.metricsLevel(MetricsLevel.OPERATOR));
        FlinkMetrics metrics = FlinkMetrics.of(watched.application);
        UnaryOperator<FlinkMonitoringProps.Builder> change = props -> props.thresholds(AlarmThresholds.builder()
                .without(AlarmKind.values())
                .maxWatermarkLag(Duration.ofSeconds(1))
                .build());

        assertThatThrownBy(metrics::watermarkLagMillis)
                .hasMessage("watermark lag must be watched at metrics level APPLICATION, got 'OPERATOR'");
        assertThatThrownBy(() -> watched.watched(change))
                .hasMessageContaining("a threshold for watermark lag must be at metrics level APPLICATION, got"
                        + " 'OPERATOR', where it takes two queries and CloudWatch allows an alarm one; drop it or lower"
                        + " the level");
    }

    @Test
    void whatOnlyTheApplicationsOwnerKnowsHasAnAlarmOnRequest() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        List<String> alarms = AlarmLines.of(watched.watched(props -> props.rejected(watched.rejected)
                .thresholds(AlarmThresholds.builder()
                        .without(AlarmKind.values())
                        .maxCheckpointSizeBytes(1_000_000)
                        .maxOldGenerationGcPercent(10)
                        .maxThreads(300)
                        .maxWatermarkLag(Duration.ofSeconds(90))
                        .minRecordsOutPerSecond(0.5)
                        .maxRejectedPerMinute(3)
                        .build())));

        assertThat(alarms)
                .containsExactly(
                        "CheckpointSize: Maximum AWS/KinesisAnalytics/lastCheckpointSize in 300 s of " + APPLICATION
                                + " > 1000000, 1 of 1, missing is missing",
                        "OldGenerationGc: 100 * time / 60000 with time = Maximum"
                                + " AWS/KinesisAnalytics/oldGenerationGCTime in 60 s of " + APPLICATION
                                + " > 10, 3 of 3, missing is missing",
                        "OutputRate: Average AWS/KinesisAnalytics/numRecordsOutPerSecond in 300 s of " + APPLICATION
                                + " < 0.5, 3 of 3, missing is missing",
                        "RejectedRecords: Sum AWS/Kinesis/IncomingRecords in 300 s of [StreamName=${Rejected}] > 15,"
                                + " 1 of 1, missing is notBreaching",
                        "Threads: Maximum AWS/KinesisAnalytics/threadsCount in 300 s of " + APPLICATION
                                + " > 300, 3 of 3, missing is missing",
                        "WatermarkLag: received - emitted with received = Minimum"
                                + " AWS/KinesisAnalytics/currentInputWatermark in 300 s of " + APPLICATION
                                + " and emitted = Minimum AWS/KinesisAnalytics/currentOutputWatermark in 300 s of "
                                + APPLICATION + " > 90000, 3 of 3, missing is missing");
    }

    @Test
    void aCheckpointMayTakeAShareOfItsOwnInterval() throws IOException {
        List<String> alarms = AlarmLines.of(new WatchedApplication(
                        folder, application -> application.checkpointing(Checkpointing.every(Duration.ofSeconds(10))))
                .watched(props -> props.thresholds(AlarmThresholds.builder()
                        .without(AlarmKind.values())
                        .maxCheckpointPercentOfInterval(80)
                        .build())));

        assertThat(alarms).singleElement().asString().contains("lastCheckpointDuration", "> 8000,");
    }

    @Test
    void withoutCheckpointsThereIsNothingToSayOfThem() throws IOException {
        List<String> alarms = AlarmLines.of(
                new WatchedApplication(folder, application -> application.checkpointing(Checkpointing.disabled()))
                        .watched(props -> props.thresholds(AlarmThresholds.builder()
                                .without(AlarmKind.INPUT_LAG, AlarmKind.STREAM_LAG)
                                .build())));

        assertThat(alarms)
                .extracting(alarm -> alarm.substring(0, alarm.indexOf(':')))
                .containsExactly("BackPressure", "ContainerMemory", "Cpu", "Downtime", "HeapMemory", "Restarts");
    }

    /** The iterator age does not cover a fan-out consumer, which does not poll. */
    @Test
    void anInputByFanOutIsWatchedAtItsOwnConsumer() throws IOException {
        WatchedApplication watched = WatchedApplication.readingByFanOut(folder);
        SynthesisedStack template = watched.watched(props -> props.thresholds(AlarmThresholds.builder()
                .without(AlarmKind.values())
                .maxLag(Duration.ofMinutes(1))
                .build()));

        assertThat(AlarmLines.of(template))
                .filteredOn(alarm -> alarm.startsWith("StreamLag"))
                .containsExactly(
                        "StreamLagClicks: Maximum AWS/Kinesis/GetRecords.IteratorAgeMilliseconds in 300 s of"
                                + " [StreamName=${Clicks}] > 60000, 3 of 3, missing is missing",
                        "StreamLagFast: Maximum AWS/Kinesis/SubscribeToShardEvent.MillisBehindLatest in 300 s of"
                                + " [ConsumerName=${FastReader.ConsumerName}, StreamName=${Fast}] > 60000, 3 of 3, missing is missing",
                        "StreamLagUsers: Maximum AWS/Kinesis/GetRecords.IteratorAgeMilliseconds in 300 s of"
                                + " [StreamName=${Users}] > 60000, 3 of 3, missing is missing");
        assertThat(dashboard(template)).contains("\"SubscribeToShardEvent.MillisBehindLatest\"");
    }

    /** What the stream reports about those who read and write it, and about a consumer of its own. */
    @Test
    void throttlingAndFailuresOfFanOutHaveAlarmsOnRequest() throws IOException {
        WatchedApplication watched = WatchedApplication.readingByFanOut(folder);
        SynthesisedStack template = watched.watched(props -> props.thresholds(AlarmThresholds.none().toBuilder()
                .maxThrottledReads(5)
                .maxThrottledWrites(0)
                .maxFailedSubscriptionsPercent(10)
                .maxFailedEventsPercent(0)
                .build()));
        String consumer = " in 300 s of [ConsumerName=${FastReader.ConsumerName}, StreamName=${Fast}] > ";

        assertThat(AlarmLines.of(template))
                .containsExactly(
                        "FanOutEventsFast: 100 * (1 - published) with published = Average"
                                + " AWS/Kinesis/SubscribeToShardEvent.Success" + consumer
                                + "0, 3 of 3, missing is missing",
                        "FanOutSubscriptionsFast: 100 * (1 - subscribed) with subscribed = Average"
                                + " AWS/Kinesis/SubscribeToShard.Success" + consumer + "10, 3 of 3, missing is missing",
                        "ThrottledReadsClicks: Sum AWS/Kinesis/ReadProvisionedThroughputExceeded in 300 s of"
                                + " [StreamName=${Clicks}] > 5, 3 of 3, missing is notBreaching",
                        "ThrottledReadsUsers: Sum AWS/Kinesis/ReadProvisionedThroughputExceeded in 300 s of"
                                + " [StreamName=${Users}] > 5, 3 of 3, missing is notBreaching",
                        "ThrottledWritesClicks: Sum AWS/Kinesis/WriteProvisionedThroughputExceeded in 300 s of"
                                + " [StreamName=${Clicks}] > 0, 3 of 3, missing is notBreaching",
                        "ThrottledWritesFast: Sum AWS/Kinesis/WriteProvisionedThroughputExceeded in 300 s of"
                                + " [StreamName=${Fast}] > 0, 3 of 3, missing is notBreaching",
                        "ThrottledWritesUsers: Sum AWS/Kinesis/WriteProvisionedThroughputExceeded in 300 s of"
                                + " [StreamName=${Users}] > 0, 3 of 3, missing is notBreaching");
        assertThat(dashboard(template)).contains("\"SubscribeToShardEvent.Success\"");
    }

    @Test
    void aWarningComesBeforeTheAlarmAndTellsOthers() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        Topic chat = new Topic(watched.stack, "Chat");
        SynthesisedStack template = watched.watched(props -> props.topic(new Topic(watched.stack, "Pager"))
                .thresholds(AlarmThresholds.none().toBuilder().maxCpuPercent(90).build())
                .warnings(
                        AlarmThresholds.none().toBuilder()
                                .maxCpuPercent(70)
                                .maxThreads(500)
                                .build(),
                        new SnsAction(chat)));

        assertThat(AlarmLines.of(template))
                .extracting(line -> line.replaceAll(": .* > ", " > "))
                .containsExactly(
                        "Cpu > 90, 3 of 3, missing is missing",
                        "CpuWarning > 70, 3 of 3, missing is missing",
                        "ThreadsWarning > 500, 3 of 3, missing is missing");
        template.all("AWS::CloudWatch::Alarm").forEach((id, alarm) -> {
            boolean warns = id.contains("Warning");
            assertThat(alarm.at("/Properties/AlarmDescription").asText().startsWith("warning: "))
                    .isEqualTo(warns);
            assertThat(alarm.at("/Properties/AlarmActions/0/Ref").asText()).startsWith(warns ? "Chat" : "Pager");
        });
    }

    @Test
    void aWarningThatComesTooLateIsRefused() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        UnaryOperator<FlinkMonitoringProps.Builder> change = props -> props.thresholds(
                        AlarmThresholds.builder().minRecordsOutPerSecond(5).build())
                .warnings(AlarmThresholds.none().toBuilder()
                        .maxCpuPercent(85)
                        .minRecordsOutPerSecond(4)
                        .maxHeapMemoryPercent(70)
                        .build());

        assertThatThrownBy(() -> watched.watched(change))
                .hasMessageContaining("the warning of CPU must come before its alarm at 80.0, got 85.0; start warnings"
                        + " with AlarmThresholds.none().toBuilder()")
                .hasMessageContaining("the warning of OUTPUT_RATE must come before its alarm at 5.0, got 4.0")
                .message()
                .doesNotContain("HEAP_MEMORY");
    }

    @Test
    void anImportedApplicationIsWatchedByItsMetrics() throws IOException {
        Stack stack = new Stack(
                new App(AppProps.builder()
                        .outdir(folder.resolve("imported").toString())
                        .build()),
                "Stack");
        IFlinkApplication application = FlinkApplication.fromApplicationAttributes(
                stack,
                "App",
                FlinkApplicationAttributes.builder(
                                "arn:aws:kinesisanalytics:eu-west-1:111122223333:application/billing")
                        .runtime(FlinkRuntime.FLINK_2_2)
                        .build());
        new FlinkMonitoring(stack, "Monitoring", FlinkMonitoringProps.of(application));
        List<String> alarms = AlarmLines.of(SynthesisedStack.of(stack));

        assertThat(alarms)
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(
                        "BackPressure",
                        "ContainerMemory",
                        "Cpu",
                        "Downtime",
                        "FailedCheckpoints",
                        "HeapMemory",
                        "Restarts");
        assertThat(alarms)
                .allSatisfy(line -> assertThat(line).contains("[Application=billing]"))
                .anySatisfy(line -> assertThat(line).contains("numRestarts"));
    }

    @Test
    void withoutThresholdsThereIsADashboardAndNoAlarm() throws IOException {
        SynthesisedStack template =
                new WatchedApplication(folder).watched(props -> props.thresholds(AlarmThresholds.none()));

        assertThatThrownBy(() -> template.all("AWS::CloudWatch::Alarm")).isInstanceOf(NoSuchElementException.class);
        assertThat(dashboard(template)).contains("\"downtime\"").doesNotContain("\"alarm\"");
    }

    @Test
    void eachKindOfAlarmCanBeLeftOut() {
        for (AlarmKind kind : AlarmKind.values()) {
            assertThat(AlarmThresholds.builder().without(kind).build().of(kind))
                    .as(kind.name())
                    .isEmpty();
        }
        assertThat(AlarmKind.values())
                .noneMatch(kind -> AlarmThresholds.none().of(kind).isPresent());
    }

    @Test
    void everyAlarmTellsTheTopicAndNoneTellsAnybodyUnasked() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        Topic topic = new Topic(watched.stack, "Topic");
        SynthesisedStack template = watched.watched(props -> props.topic(topic));

        assertThat(template.all("AWS::CloudWatch::Alarm").values())
                .allSatisfy(alarm -> assertThat(alarm.at("/Properties/AlarmActions"))
                        .singleElement()
                        .extracting(action -> action.path("Ref").asText())
                        .asString()
                        .startsWith("Topic"));
        assertThat(unwatched(folder.resolve("quiet")).values())
                .allSatisfy(alarm ->
                        assertThat(alarm.at("/Properties/AlarmActions")).isEmpty());
    }

    @Test
    void oneAlarmCanHaveAnActionOfItsOwn() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        FlinkMonitoring monitoring =
                new FlinkMonitoring(watched.stack, "Monitoring", FlinkMonitoringProps.of(watched.application));
        monitoring.alarms(AlarmKind.DOWNTIME).get(0).addAlarmAction(new SnsAction(new Topic(watched.stack, "Pager")));

        assertThat(monitoring.alarms(AlarmKind.INPUT_LAG)).hasSize(2);
        assertThat(monitoring.alarms(AlarmKind.THREADS)).isEmpty();
        assertThat(SynthesisedStack.of(watched.stack)
                        .all("AWS::CloudWatch::Alarm")
                        .entrySet())
                .filteredOn(alarm ->
                        !alarm.getValue().at("/Properties/AlarmActions").isEmpty())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.getKey()).startsWith("MonitoringDowntime"));
    }

    @Test
    void everyAlarmNamesItsPage() throws IOException {
        SynthesisedStack template = new WatchedApplication(folder).watched(props -> props.runbook("https://runbook"));

        assertThat(template.all("AWS::CloudWatch::Alarm").values())
                .extracting(alarm -> alarm.at("/Properties/AlarmDescription").asText())
                .contains(
                        "the job is not running; see https://runbook#alarm-downtime",
                        "the job falls behind its input: clicks; see https://runbook#alarm-input-lag")
                .allMatch(text -> text.matches("[^;]+; see https://runbook#alarm-[a-z-]+"));
    }

    @Test
    void theDashboardShowsEachInputAndTheRejectedRecords() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        String dashboard = dashboard(watched.watched(props -> props.rejected(watched.rejected)));

        assertThat(dashboard)
                .contains("\"title\":\"clicks: records\"", "\"title\":\"users: throttled\"")
                .contains("\"IncomingRecords\",\"StreamName\",\"${Rejected}\"")
                .contains("\"type\":\"alarm\"");
    }

    @Test
    void aThresholdOfRejectedRecordsNeedsTheirStream() throws IOException {
        WatchedApplication watched = new WatchedApplication(folder);
        UnaryOperator<FlinkMonitoringProps.Builder> change = props -> props.thresholds(AlarmThresholds.builder()
                .without(AlarmKind.values())
                .maxRejectedPerMinute(1)
                .build());

        assertThatThrownBy(() -> watched.watched(change))
                .hasMessageContaining(
                        "a threshold for rejected records must have a stream to watch, got none;" + " set rejected");
    }

    private static Map<String, JsonNode> unwatched(Path folder) throws IOException {
        return new WatchedApplication(folder).watched(props -> props).all("AWS::CloudWatch::Alarm");
    }

    private static String dashboard(SynthesisedStack template) {
        return AlarmLines.joined(
                template.properties("AWS::CloudWatch::Dashboard").get("DashboardBody"));
    }
}
