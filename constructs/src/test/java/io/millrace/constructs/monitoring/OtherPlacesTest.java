package io.millrace.constructs.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.IFlinkApplication;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.s3.Bucket;

/** An alarm about a metric of another place, which it looks for in its own, never has data. */
class OtherPlacesTest {
    private static final String ACCOUNT = "111122223333";
    private static final String OTHER_ACCOUNT = "444455556666";

    @TempDir
    Path folder;

    private App app;
    private Stack stack;

    @BeforeEach
    void newStack() {
        app = new App(AppProps.builder().outdir(folder.toString()).build());
        stack = Stack.Builder.create(app, "Stack")
                .env(Environment.builder().account(ACCOUNT).region("eu-west-1").build())
                .build();
    }

    @Test
    void anApplicationOfAnotherAccountIsWatchedThere() {
        watch("arn:aws:kinesisanalytics:eu-west-1:" + OTHER_ACCOUNT + ":application/billing");

        assertThat(SynthesisedStack.of(stack).findAll("MetricStat")).hasSizeGreaterThan(3);
        assertThat(SynthesisedStack.of(stack).all("AWS::CloudWatch::Alarm").values())
                .filteredOn(alarm -> alarm.toString().contains("downtime"))
                .singleElement()
                .extracting(alarm -> alarm.at("/Properties/Metrics/0/AccountId"))
                .extracting(JsonNode::asText)
                .isEqualTo(OTHER_ACCOUNT);
    }

    @Test
    void anApplicationOfThisPlaceIsWatchedHere() {
        watch("arn:aws:kinesisanalytics:eu-west-1:" + ACCOUNT + ":application/billing");

        assertThat(SynthesisedStack.of(stack).toString()).doesNotContain("AccountId");
    }

    @Test
    void anApplicationOfAnotherRegionIsNotWatchedFromHere() {
        assertThatThrownBy(() -> watch("arn:aws:kinesisanalytics:us-east-1:" + ACCOUNT + ":application/billing"))
                .hasMessageContaining("us-east-1");
    }

    @Test
    void aStreamsMetricsAreWhereTheStreamIs() {
        EventStream stream = stream(stack, "us-east-1", OTHER_ACCOUNT);
        Metric metric = (Metric) StreamMetrics.of(stream).throttledWrites();

        assertThat(metric.getRegion()).isEqualTo("us-east-1");
        assertThat(metric.getAccount()).isEqualTo(OTHER_ACCOUNT);
    }

    /** The application's stack knows neither its account nor its region. */
    @Test
    void whetherAStreamReportsHereIsAQuestionOfTheAlarms() {
        Stack agnostic = new Stack(app, "Agnostic");
        FlinkApplication application = new FlinkApplication(
                agnostic,
                "App",
                FlinkApplicationProps.builder(FlinkJobJar.fromBucket(
                                agnostic, "Jar", Bucket.fromBucketName(agnostic, "Releases", "releases"), "a.jar"))
                        .lifecycle(Lifecycle.none())
                        .applicationName("billing")
                        .input("here", stream(agnostic, "eu-west-1", ACCOUNT))
                        .input("there", stream(agnostic, "us-east-1", ACCOUNT))
                        .build());
        FlinkMonitoring monitoring = new FlinkMonitoring(
                stack,
                "Monitoring",
                FlinkMonitoringProps.builder(application)
                        .thresholds(AlarmThresholds.builder()
                                .maxLag(Duration.ofMinutes(1))
                                .maxThrottledWrites(0)
                                .build())
                        .build());

        assertThat(monitoring.alarms(AlarmKind.STREAM_LAG)).hasSize(1);
        assertThat(monitoring.alarms(AlarmKind.THROTTLED_WRITES)).hasSize(1);
    }

    private static EventStream stream(Stack stack, String region, String account) {
        return EventStream.fromStreamArn(
                stack, "Orders-" + region, "arn:aws:kinesis:" + region + ":" + account + ":stream/orders");
    }

    private void watch(String applicationArn) {
        IFlinkApplication application = FlinkApplication.fromApplicationArn(stack, "App", applicationArn);
        new FlinkMonitoring(
                stack, "Monitoring", FlinkMonitoringProps.builder(application).build());
    }
}
