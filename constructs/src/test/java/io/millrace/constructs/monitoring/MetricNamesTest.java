package io.millrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.FlinkRuntime;
import io.millrace.constructs.flink.MetricsLevel;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudWatch accepts any metric name, and an alarm on a metric that does not exist never fires. */
class MetricNamesTest {
    /** "Metrics and dimensions in Managed Service for Apache Flink", without what one runtime family alone has. */
    private static final Set<String> OF_BOTH = Set.of(
            "KPUs",
            "backPressuredTimeMsPerSecond",
            "containerCPUUtilization",
            "containerMemoryUtilization",
            "cpuUtilization",
            "currentInputWatermark",
            "currentOutputWatermark",
            "heapMemoryUtilization",
            "lastCheckpointDuration",
            "lastCheckpointSize",
            "millisBehindLatest",
            "numRecordsInPerSecond",
            "numRecordsOutPerSecond",
            "numberOfFailedCheckpoints",
            "oldGenerationGCTime",
            "records_lag_max",
            "threadsCount");

    /** Their difference is the lag, and its alarm is refused at a finer level than APPLICATION. */
    private static final Set<String> OF_WATERMARK_LAG = Set.of("currentInputWatermark", "currentOutputWatermark");

    private static final Set<String> OF_FLINK_1 = Set.of("downtime", "fullRestarts", "uptime");

    /** The same page, "Flink 2.2 metric changes". */
    private static final Set<String> OF_FLINK_2 =
            Set.of("cancellingTime", "failingTime", "numRestarts", "restartingTime", "runningTime");

    /** "Monitor the Amazon Kinesis Data Streams service with CloudWatch", basic stream-level metrics. */
    private static final Set<String> OF_KINESIS = Set.of(
            "GetRecords.IteratorAgeMilliseconds",
            "IncomingRecords",
            "ReadProvisionedThroughputExceeded",
            "WriteProvisionedThroughputExceeded");

    /** "Amazon MSK metrics for monitoring Standard brokers with CloudWatch", and for Serverless, level DEFAULT. */
    private static final Set<String> OF_MSK = Set.of("EstimatedMaxTimeLag", "MaxOffsetLag", "SumOffsetLag");

    private static final Pattern IN_DASHBOARD =
            Pattern.compile("\"AWS/(?:Kafka|Kinesis|KinesisAnalytics)\",\"([^\"]+)\"");
    private static final Pattern IN_QUERY = Pattern.compile("SELECT [A-Z]+\\(([^)]+)\\)");

    @TempDir
    Path folder;

    @Test
    void everyMetricIsOneThatFlink1Reports() throws IOException {
        assertThat(names(application -> application.runtime(FlinkRuntime.FLINK_1_20)))
                .isEqualTo(union(OF_BOTH, OF_FLINK_1, OF_KINESIS, OF_MSK));
    }

    @Test
    void everyMetricIsOneThatFlink2Reports() throws IOException {
        assertThat(names(application -> application.runtime(FlinkRuntime.FLINK_2_2)))
                .isEqualTo(union(OF_BOTH, OF_FLINK_2, OF_KINESIS, OF_MSK));
    }

    @Test
    void aFinerLevelHasTheSameMetricsButTheWatermarks() throws IOException {
        Set<String> expected = union(OF_BOTH, OF_FLINK_1, OF_KINESIS, OF_MSK);
        expected.removeAll(OF_WATERMARK_LAG);
        assertThat(names(
                        application -> application.metricsLevel(MetricsLevel.PARALLELISM),
                        thresholds -> thresholds.without(AlarmKind.WATERMARK_LAG)))
                .isEqualTo(expected);
    }

    /** The metrics of all alarms and of the dashboard. */
    private Set<String> names(UnaryOperator<FlinkApplicationProps.Builder> change) throws IOException {
        return names(change, thresholds -> thresholds.maxWatermarkLag(Duration.ofSeconds(1)));
    }

    private Set<String> names(
            UnaryOperator<FlinkApplicationProps.Builder> change, UnaryOperator<AlarmThresholds.Builder> watermarkLag)
            throws IOException {
        WatchedApplication watched = WatchedApplication.readingATopic(Files.createTempDirectory(folder, "app"), change);
        SynthesisedStack template = watched.watched(props -> props.rejected(watched.rejected)
                .thresholds(watermarkLag
                        .apply(AlarmThresholds.builder())
                        .maxCheckpointSizeBytes(1)
                        .maxOldGenerationGcPercent(1)
                        .maxThreads(1)
                        .minRecordsOutPerSecond(1)
                        .maxRejectedPerMinute(1)
                        .build()));
        Set<String> names = new TreeSet<>();
        template.findAll("MetricName").forEach(name -> names.add(name.asText()));
        for (JsonNode expression : template.findAll("Expression")) {
            addAll(names, IN_QUERY, AlarmLines.joined(expression));
        }
        String dashboard = AlarmLines.joined(
                template.properties("AWS::CloudWatch::Dashboard").get("DashboardBody"));
        addAll(names, IN_DASHBOARD, dashboard);
        addAll(names, IN_QUERY, dashboard);
        return names;
    }

    private static void addAll(Set<String> names, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new TreeSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return all;
    }
}
