package io.millrace.infra;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationBuilder;
import io.millrace.constructs.flink.FlinkJobJar;
import io.millrace.constructs.flink.FlinkJobJarProps;
import io.millrace.constructs.monitoring.AlarmThresholds;
import io.millrace.constructs.monitoring.FlinkMonitoring;
import io.millrace.constructs.monitoring.FlinkMonitoringProps;
import io.millrace.constructs.pipeline.NightlyDeletion;
import io.millrace.constructs.pipeline.NightlyDeletionProps;
import java.nio.file.Path;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** One job: its jar, its Flink application and its monitoring. It holds no data, which is in the {@link StateStack}. */
final class ApplicationStack extends Stack {

    ApplicationStack(Construct scope, JobApplication job, StageConfig config, StateStack state, Path jar) {
        super(
                scope,
                job.id(),
                StackProps.builder()
                        .stackName(config.stackName(job.job()))
                        .description("Millrace " + config.name() + ": the job " + job.job())
                        .terminationProtection(config.lifetime().terminationProtection())
                        .tags(config.tags())
                        .build());
        FlinkApplicationBuilder builder = FlinkApplication.Builder.create(this, job.id())
                .description(job.description())
                .jar(new FlinkJobJar(this, "Jar", new FlinkJobJarProps(state.artifacts(), jar)))
                .job(job.job())
                .capacity(config.capacity())
                .checkpointing(config.checkpointing())
                .lifecycle(config.lifecycle())
                .removalPolicy(config.lifetime().removalPolicy());
        job.inputs().forEach(stream -> builder.input(JobApplication.hyphenated(stream), state.stream(stream)));
        job.outputs().forEach(stream -> builder.output(JobApplication.hyphenated(stream), state.stream(stream)));
        builder.output("rejected", state.stream(job.rejected()));
        job.settings().apply(builder, state, config);
        FlinkApplication application = builder.build();
        if (config.alarms() == Alarms.ON) {
            monitor(application, job, config, state);
        }
        config.lifetime()
                .endOfApplications()
                .ifPresent(time -> new NightlyDeletion(this, "NightlyDeletion", new NightlyDeletionProps(time)));
        CfnOutput.Builder.create(this, "ApplicationName")
                .value(application.applicationName())
                .build();
    }

    private void monitor(FlinkApplication application, JobApplication job, StageConfig config, StateStack state) {
        FlinkMonitoringProps monitoring = FlinkMonitoringProps.of(application)
                .rejected(state.stream(job.rejected()))
                .thresholds(AlarmThresholds.defaults().maxRejectedPerMinute(job.rejectedPerMinute()));
        if (config.alarmTopicArn() != null) {
            monitoring = monitoring.topic(Topic.fromTopicArn(this, "AlarmTopic", config.alarmTopicArn()));
        }
        new FlinkMonitoring(this, "Monitoring", monitoring);
    }
}
