package io.millrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.MetricsLevel;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that reads a topic beside its streams. */
class TopicMonitoringTest {
    @TempDir
    Path folder;

    /** A minute, and two checkpoints of 15 seconds. */
    @Test
    void aTopicsLagIsWhatMskEstimatesForTheConsumerGroup() throws IOException {
        assertThat(lagAlarms(application -> application.checkpointing(Checkpointing.every(Duration.ofSeconds(15)))))
                .contains("StreamLagOrders: Maximum AWS/Kafka/EstimatedMaxTimeLag in 300 s of [Cluster Name=shop,"
                        + " Consumer Group=clicks-app-orders, Topic=orders-v1] > 90, 3 of 3, missing is missing");
    }

    @Test
    void theJobItselfSaysNothingOfItInTime() throws IOException {
        assertThat(lagAlarms(application -> application))
                .extracting(alarm -> alarm.substring(0, alarm.indexOf(':')))
                .containsExactly(
                        "InputLagClicks", "InputLagUsers", "StreamLagClicks", "StreamLagOrders", "StreamLagUsers");
    }

    @Test
    void withoutCheckpointsNothingIsCommittedToMeasure() throws IOException {
        assertThat(lagAlarms(application -> application.checkpointing(Checkpointing.disabled())))
                .extracting(alarm -> alarm.substring(0, alarm.indexOf(':')))
                .containsExactly("InputLagClicks", "InputLagUsers", "StreamLagClicks", "StreamLagUsers");
    }

    @Test
    void theDashboardShowsTheTopicsLag() throws IOException {
        String dashboard = dashboard(WatchedApplication.readingATopic(folder, application -> application));

        assertThat(dashboard)
                .contains("\"AWS/KinesisAnalytics\",\"records_lag_max\",\"Application\",\"${App}\"")
                .contains("\"title\":\"orders: behind the newest record, s\"")
                .contains("\"AWS/Kafka\",\"SumOffsetLag\",\"Cluster Name\",\"shop\",\"Consumer Group\","
                        + "\"clicks-app-orders\",\"Topic\",\"orders-v1\"");
    }

    @Test
    void aFinerMetricsLevelIsQueriedOverAllDimensions() throws IOException {
        assertThat(dashboard(WatchedApplication.readingATopic(
                        folder, application -> application.metricsLevel(MetricsLevel.OPERATOR))))
                .contains("SELECT MAX(records_lag_max) FROM");
    }

    @Test
    void withoutTopicsTheDashboardSaysNothingOfThem() throws IOException {
        assertThat(dashboard(new WatchedApplication(folder)))
                .contains("\"AWS/Kinesis\"")
                .doesNotContain("records_lag_max", "topics");
    }

    private List<String> lagAlarms(UnaryOperator<FlinkApplicationProps.Builder> change) throws IOException {
        return AlarmLines.of(WatchedApplication.readingATopic(folder, change)
                .watched(props -> props.thresholds(AlarmThresholds.builder()
                        .without(AlarmKind.values())
                        .maxLag(Duration.ofMinutes(1))
                        .build())));
    }

    private static String dashboard(WatchedApplication watched) {
        SynthesisedStack template = watched.watched(props -> props);
        return AlarmLines.joined(
                template.properties("AWS::CloudWatch::Dashboard").get("DashboardBody"));
    }
}
