package io.millrace.infra;

import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.FlinkApplicationProps;
import io.millrace.constructs.flink.jar.FlinkJobJar;
import io.millrace.constructs.flink.jar.FlinkJobJarProps;
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
        FlinkJobJar jobJar = new FlinkJobJar(this, "Jar", new FlinkJobJarProps(state.artifacts(), jar));
        FlinkApplicationProps.Builder props = FlinkApplicationProps.builder(jobJar)
                .description(job.description())
                .job(job.job())
                .capacity(config.capacity())
                .checkpointing(config.checkpointing())
                .lifecycle(config.lifecycle())
                .removalPolicy(config.lifetime().removalPolicy());
        job.inputs().forEach(stream -> props.input(JobApplication.hyphenated(stream), state.stream(stream)));
        job.outputs().forEach(stream -> props.output(JobApplication.hyphenated(stream), state.stream(stream)));
        props.output("rejected", state.stream(job.rejected()));
        job.overrides().apply(props, state, config);
        FlinkApplication application = new FlinkApplication(this, job.id(), props.build());
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
        FlinkMonitoringProps.Builder props = FlinkMonitoringProps.builder(application)
                .rejected(state.stream(job.rejected()))
                .thresholds(AlarmThresholds.builder()
                        .maxRejectedPerMinute(job.rejectedPerMinute())
                        .build());
        if (config.alarmTopicArn() != null) {
            props.topic(Topic.fromTopicArn(this, "AlarmTopic", config.alarmTopicArn()));
        }
        new FlinkMonitoring(this, "Monitoring", props.build());
    }
}
