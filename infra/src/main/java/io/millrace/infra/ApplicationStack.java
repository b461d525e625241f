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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Jobs: their jar, their Flink applications and their monitoring. It holds no data, which is in the {@link StateStack}. */
final class ApplicationStack extends Stack {
    private final StageConfig config;
    private final StateStack state;

    private ApplicationStack(
            Construct scope, String id, String name, String description, StageConfig config, StateStack state) {
        super(
                scope,
                id,
                StackProps.builder()
                        .stackName(config.stackName(name))
                        .description("Millrace " + config.name() + ": " + description)
                        .terminationProtection(config.lifetime().terminationProtection())
                        .tags(config.tags())
                        .build());
        this.config = config;
        this.state = state;
    }

    /** The stack of one job. */
    static void of(Construct scope, JobApplication job, StageConfig config, StateStack state, Path jar) {
        new ApplicationStack(scope, job.id(), job.job(), "the job " + job.job(), config, state)
                .fill(Map.of("", job), jar);
    }

    /** One stack of several jobs, whose ids distinguish what each of them has. */
    static void of(Construct scope, List<JobApplication> jobs, StageConfig config, StateStack state, Path jar) {
        Map<String, JobApplication> byPrefix = new LinkedHashMap<>();
        jobs.forEach(job -> byPrefix.put(job.id(), job));
        new ApplicationStack(scope, "Jobs", "jobs", "the jobs", config, state).fill(byPrefix, jar);
    }

    private void fill(Map<String, JobApplication> jobsByPrefix, Path jar) {
        FlinkJobJar jobJar = new FlinkJobJar(this, "Jar", new FlinkJobJarProps(state.artifacts(), jar));
        Optional<ITopic> alarmTopic = Optional.ofNullable(config.alarmTopicArn())
                .filter(arn -> config.alarms() == Alarms.ON)
                .map(arn -> Topic.fromTopicArn(this, "AlarmTopic", arn));
        jobsByPrefix.forEach((prefix, job) -> {
            FlinkApplication application = application(job, jobJar);
            if (config.alarms() == Alarms.ON) {
                new FlinkMonitoring(this, prefix + "Monitoring", monitoring(application, job, alarmTopic));
            }
            CfnOutput.Builder.create(this, prefix + "ApplicationName")
                    .value(application.applicationName())
                    .build();
        });
        config.lifetime()
                .endOfApplications()
                .ifPresent(time -> new NightlyDeletion(this, "NightlyDeletion", new NightlyDeletionProps(time)));
    }

    private FlinkApplication application(JobApplication job, FlinkJobJar jar) {
        FlinkApplicationProps.Builder props = FlinkApplicationProps.builder(jar)
                .description(job.description())
                .job(job.job())
                .runtime(config.runtime().flink())
                .runConfiguration(config.runtime().runConfiguration())
                .capacity(config.capacity())
                .checkpointing(config.checkpointing())
                .lifecycle(config.lifecycle())
                .removalPolicy(config.lifetime().removalPolicy());
        job.inputs().forEach(stream -> props.input(JobApplication.hyphenated(stream), state.stream(stream)));
        job.outputs().forEach(stream -> props.output(JobApplication.hyphenated(stream), state.stream(stream)));
        props.output("rejected", state.stream(job.rejected()));
        job.overrides().apply(props, state, config);
        return new FlinkApplication(this, job.id(), props.build());
    }

    private FlinkMonitoringProps monitoring(
            FlinkApplication application, JobApplication job, Optional<ITopic> alarmTopic) {
        FlinkMonitoringProps.Builder props = FlinkMonitoringProps.builder(application)
                .rejected(state.stream(job.rejected()))
                .thresholds(AlarmThresholds.builder()
                        .maxRejectedPerMinute(job.rejectedPerMinute())
                        .build());
        alarmTopic.ifPresent(props::topic);
        return props.build();
    }
}
