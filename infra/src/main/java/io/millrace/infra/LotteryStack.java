package io.millrace.infra;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkJobJar;
import io.millrace.constructs.flink.FlinkJobJarProps;
import io.millrace.constructs.monitoring.AlarmThresholds;
import io.millrace.constructs.monitoring.FlinkMonitoring;
import io.millrace.constructs.monitoring.FlinkMonitoringProps;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The lottery: its jar, its Flink application, which draws a winner among the clicks of each window, and what watches it.
 */
final class LotteryStack extends Stack {
    /** Users break the lottery's rules every day; this many records a minute are a producer that is broken. */
    private static final double REJECTED_PER_MINUTE = 600;

    LotteryStack(Construct scope, String id, StageConfig config, StateStack state, Path jar) {
        super(
                scope,
                id,
                StackProps.builder()
                        .stackName("millrace-" + config.name() + "-lottery")
                        .description("Millrace " + config.name() + ": the lottery's Flink application")
                        .terminationProtection(config.lifetime().terminationProtection())
                        .build());
        FlinkApplication application = FlinkApplication.Builder.create(this, "Lottery")
                .description("Draws a winner for each lottery and window")
                .jar(new FlinkJobJar(this, "Jar", new FlinkJobJarProps(state.artifacts(), jar)))
                .job("lottery")
                .input("lottery-events", state.lotteryEvents())
                .input("user-events", state.userEvents())
                .output("draws", state.draws())
                .output("rejected", state.rejected())
                .setting("draw.window", Duration.ofSeconds(10))
                .capacity(config.capacity())
                .checkpointing(config.checkpointing())
                .lifecycle(config.lifecycle())
                .removalPolicy(config.lifetime().removalPolicy())
                .build();
        FlinkMonitoringProps monitoring = FlinkMonitoringProps.of(application)
                .rejected(state.rejected())
                .thresholds(AlarmThresholds.defaults().maxRejectedPerMinute(REJECTED_PER_MINUTE));
        if (config.alarmTopicArn() != null) {
            monitoring = monitoring.topic(Topic.fromTopicArn(this, "AlarmTopic", config.alarmTopicArn()));
        }
        new FlinkMonitoring(this, "Monitoring", monitoring);
        CfnOutput.Builder.create(this, "ApplicationName")
                .value(application.applicationName())
                .build();
    }
}
